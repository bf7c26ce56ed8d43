import { dump, SCALAR_STYLE, visit, type Document } from 'js-yaml';

import { mapOf, type Value } from '../../../model/values.ts';
import { ruleEntries, type RuleInput, type RuleMember } from '../rule-input.ts';
import { textParts } from '../rule-text.ts';
import { logicalName } from './resource-names.ts';

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
 * that it reads like a rules file, and stays small: a template passed to CloudFormation inline has at most 51,200 bytes.
 */
export function writeTemplate(rules: readonly RuleInput[]): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Pull through cache rules for Amazon ECR',
    Resources: mapOf(rules.map((rule) => [logicalName(rule.ecrRepositoryPrefix), resource(rule)])),
  };
  // CloudFormation reads YAML 1.1, where a plain `no` is a boolean, `1e5` a number and `2010-09-09` a date. With quotes
  // around every value and every key that starts with a digit, all of them are strings.
  return dump(template, {
    forceQuotes: true,
    quoteStyle: 'double',
    lineWidth: -1,
    noRefs: true,
    transform: quoteDigitsFirst,
  });
}

function quoteDigitsFirst(documents: Document[]): void {
  visit(documents, (node) => {
    if (node.kind === 'scalar' && /^\d/.test(node.value)) node.style = SCALAR_STYLE.DOUBLE_QUOTED;
  });
}

function resource(rule: RuleInput): Value {
  return {
    Type: 'AWS::ECR::PullThroughCacheRule',
    // The default, written out: rules that exist can be imported into a stack only with a DeletionPolicy.
    // (AWS CloudFormation User Guide, "Bringing existing resources into CloudFormation management")
    DeletionPolicy: 'Delete',
    Properties: Object.fromEntries(
      ruleEntries(rule).map(([member, value]) => [propertyNames[member], property(value)]),
    ),
  };
}

/** A string with placeholders becomes an Fn::Sub, in which the `${` of any other text is escaped as `${!`. */
function property(text: string): Value {
  const parts = textParts(text);
  if (!parts.some((part) => 'placeholder' in part)) return text;
  const substitution = parts.map((part) =>
    'placeholder' in part ? `\${${part.placeholder}}` : part.text.replaceAll('${', () => '${!'),
  );
  return { 'Fn::Sub': substitution.join('') };
}
