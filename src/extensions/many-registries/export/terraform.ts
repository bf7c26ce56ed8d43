import { ruleEntries, type RuleInput, type RuleMember } from '../rule-input.ts';
import { hasPlaceholder, placeholders, textParts, type Placeholder, type TextPart } from '../rule-text.ts';
import { terraformName } from './resource-names.ts';

/** The version of the provider hashicorp/aws that the names of arguments and data sources are from. */
const providerVersion = '6.50.0';

const resourceType = 'aws_ecr_pull_through_cache_rule';

/**
 * The argument of the resource for each member of a rule. The provider has none for the name of the registry, which
 * follows from its URL. (hashicorp/aws 6.50.0, resource aws_ecr_pull_through_cache_rule)
 */
const argumentNames: Readonly<Record<RuleMember, string | undefined>> = {
  ecrRepositoryPrefix: 'ecr_repository_prefix',
  upstreamRegistryUrl: 'upstream_registry_url',
  upstreamRegistry: undefined,
  credentialArn: 'credential_arn',
  customRoleArn: 'custom_role_arn',
  upstreamRepositoryPrefix: 'upstream_repository_prefix',
};

/** The data source and its attribute for each placeholder. */
const dataSources: Readonly<Record<Placeholder, { readonly type: string; readonly attribute: string }>> = {
  'AWS::Region': { type: 'aws_region', attribute: 'region' },
  'AWS::AccountId': { type: 'aws_caller_identity', attribute: 'account_id' },
  'AWS::Partition': { type: 'aws_partition', attribute: 'partition' },
};

export interface TerraformOptions {
  /** Whether the rules exist already, so that Terraform has to import them. */
  readonly imports: boolean;
}

/**
 * Writes a Terraform configuration with one resource for each rule, in the order of the rules. It has no `terraform`
 * block, so that it can be added to a module that has one.
 */
export function writeTerraform(rules: readonly RuleInput[], { imports }: TerraformOptions): string {
  const needsImport = imports && rules.length > 0;
  const blocks = [
    [
      `# Pull through cache rules for Amazon ECR, for version ${providerVersion} of the provider hashicorp/aws.`,
      ...(needsImport
        ? ['# The import blocks need Terraform 1.5 or later. They can be removed after the first apply.']
        : []),
    ].join('\n'),
    ...usedPlaceholders(rules).map((placeholder) => `data "${dataSources[placeholder].type}" "current" {}`),
    ...rules.map(resourceBlock),
    ...(needsImport ? rules.map(importBlock) : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function usedPlaceholders(rules: readonly RuleInput[]): readonly Placeholder[] {
  const values = rules.flatMap(argumentsOf).map(([, value]) => value);
  return placeholders.filter((placeholder) => values.some((value) => hasPlaceholder(value, placeholder)));
}

function resourceBlock(rule: RuleInput): string {
  const values = argumentsOf(rule);
  const width = Math.max(...values.map(([name]) => name.length));
  return [
    `resource "${resourceType}" "${terraformName(rule.ecrRepositoryPrefix)}" {`,
    ...values.map(([name, value]) => `  ${name.padEnd(width)} = ${stringExpression(value)}`),
    '}',
  ].join('\n');
}

function argumentsOf(rule: RuleInput): readonly (readonly [string, string])[] {
  return ruleEntries(rule).flatMap(([member, value]) => {
    const name = argumentNames[member];
    return name === undefined ? [] : [[name, value] as const];
  });
}

/** The provider imports a rule by its repository prefix. */
function importBlock({ ecrRepositoryPrefix }: RuleInput): string {
  return [
    'import {',
    `  to = ${resourceType}.${terraformName(ecrRepositoryPrefix)}`,
    `  id = ${stringExpression(ecrRepositoryPrefix)}`,
    '}',
  ].join('\n');
}

/** A quoted template of HCL, with placeholders as interpolations. */
function stringExpression(text: string): string {
  return `"${textParts(text).map(templatePart).join('')}"`;
}

function templatePart(part: TextPart, index: number, parts: readonly TextPart[]): string {
  if ('placeholder' in part) {
    const { type, attribute } = dataSources[part.placeholder];
    return `\${data.${type}.current.${attribute}}`;
  }
  const escaped = part.text
    .replace(/[\\"\p{Cc}]/gu, escapeCharacter)
    .replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
  // A dollar sign in front of an interpolation would escape it.
  return index < parts.length - 1 ? escaped.replace(/\$$/, '\\u0024') : escaped;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
  '\\': '\\\\',
};

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
