import { textParts } from '../placeholders.ts';
import {
  logicalName,
  parameterName,
  referredSecrets,
  ruleEntries,
  type RuleInput,
  type RuleMember,
  secretOf,
} from './rule-input.ts';

/**
 * The property of AWS::ECR::PullThroughCacheRule for each member of a rule. The tests check them against the published
 * resource specification.
 */
export const propertyNames: Readonly<Record<RuleMember, string>> = {
  ecrRepositoryPrefix: 'EcrRepositoryPrefix',
  upstreamRegistryUrl: 'UpstreamRegistryUrl',
  upstreamRegistry: 'UpstreamRegistry',
  credentialArn: 'CredentialArn',
  customRoleArn: 'CustomRoleArn',
  upstreamRepositoryPrefix: 'UpstreamRepositoryPrefix',
};

/**
 * Writes a CloudFormation template with one resource for each rule, in the order of the rules. The template is YAML, so
 * that it reads like a rules file, and stays small: a template passed to CloudFormation inline has at most 51,200
 * bytes.
 */
export function writeTemplate(rules: readonly RuleInput[]): string {
  const resources = rules.length === 0 ? ' {}' : `\n${rules.map(resource).join('')}`.trimEnd();
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: "Pull through cache rules for Amazon ECR"
${parameters(rules)}Resources:${resources}
`;
}

/**
 * A parameter for each secret that rules refer to. The end of an ARN differs from account to account, so each stack, and
 * each account of a stack set, has its own value.
 */
function parameters(rules: readonly RuleInput[]): string {
  const secrets = referredSecrets(rules);
  if (secrets.length === 0) return '';
  const entries = secrets.map((secret) => {
    const description = `ARN of the secret ${secret} in the account and the Region of the stack`;
    return `  ${parameterName(secret)}:\n    Type: "String"\n    Description: ${quoted(description)}\n`;
  });
  return `Parameters:\n${entries.join('')}`;
}

/**
 * The DeletionPolicy is the default, written out: rules that exist can be imported into a stack only with one. (AWS
 * CloudFormation User Guide, "Bringing existing resources into CloudFormation management")
 */
function resource(rule: RuleInput): string {
  const properties = ruleEntries(rule).map(
    ([member, value]) => `      ${propertyNames[member]}:${property(member, value)}\n`,
  );
  const name = logicalName(rule.ecrRepositoryPrefix);
  return `  ${/^\d/.test(name) ? quoted(name) : name}:
    Type: "AWS::ECR::PullThroughCacheRule"
    DeletionPolicy: "Delete"
    Properties:
${properties.join('')}`;
}

/** A reference to a secret becomes a Ref; a string with placeholders an Fn::Sub, in which the `${` of any other text is escaped as `${!`. */
function property(member: RuleMember, text: string): string {
  const secret = secretOf(member, text);
  if (secret !== undefined) return `\n        Ref: ${quoted(parameterName(secret))}`;
  const parts = textParts(text);
  if (!parts.some((part) => 'placeholder' in part)) return ` ${quoted(text)}`;
  const substitution = parts.map((part) =>
    'placeholder' in part ? `\${${part.placeholder}}` : part.text.replaceAll('${', () => '${!'),
  );
  return `\n        Fn::Sub: ${quoted(substitution.join(''))}`;
}

/**
 * A string in YAML: a JSON string is one, except for characters that YAML does not print. Every value is quoted,
 * because CloudFormation reads YAML 1.1, where a plain `no` is a boolean, `1e5` a number and `2010-09-09` a date.
 */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
