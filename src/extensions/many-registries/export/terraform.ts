import { ruleEntries, type RuleInput, type RuleMember } from './rule-input.ts';
import { hasPlaceholder, placeholders, textParts, type Placeholder, type TextPart } from '../placeholders.ts';
import { shortHash, terraformName } from './resource-names.ts';

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

/**
 * Writes a Terraform configuration with one resource for each rule, in the order of the rules. It has no `terraform`
 * block, so that it can be added to a module that has one. The exports of several Regions fit into one module.
 *
 * @param region the Region of the registry that the rules were read from, so that Terraform has to import them;
 *   undefined for rules that may not exist
 */
export function writeTerraform(rules: readonly RuleInput[], region?: string): string {
  const needsImport = region !== undefined && rules.length > 0;
  const dataName = dataSourceName(rules);
  const blocks = [
    [
      `# Pull through cache rules for Amazon ECR, for version ${providerVersion} of the provider hashicorp/aws.`,
      ...(needsImport
        ? [
            '# The region argument needs version 6 of the provider or later, the import blocks Terraform 1.5 or later.',
            '# The import blocks can be removed after the first apply.',
          ]
        : []),
    ].join('\n'),
    ...usedPlaceholders(rules).map((placeholder) => `data "${dataSources[placeholder].type}" "${dataName}" {}`),
    ...rules.map((rule) => resourceBlock(rule, region, dataName)),
    ...(needsImport ? rules.map((rule) => importBlock(rule, region)) : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/**
 * Most modules have data sources of these types, often with the name `current`. The hash keeps those of several exports
 * apart.
 */
function dataSourceName(rules: readonly RuleInput[]): string {
  return `pull_through_cache_${shortHash(rules.map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix).join(' '))}`;
}

function usedPlaceholders(rules: readonly RuleInput[]): readonly Placeholder[] {
  const values = rules.flatMap(argumentsOf).map(([, value]) => value);
  return placeholders.filter((placeholder) => values.some((value) => hasPlaceholder(value, placeholder)));
}

function resourceBlock(rule: RuleInput, region: string | undefined, dataName: string): string {
  const values = [...(region === undefined ? [] : [['region', region] as const]), ...argumentsOf(rule)];
  const width = Math.max(...values.map(([name]) => name.length));
  return [
    `resource "${resourceType}" "${terraformName(rule.ecrRepositoryPrefix, region)}" {`,
    ...values.map(([name, value]) => `  ${name.padEnd(width)} = ${stringExpression(value, dataName)}`),
    '}',
  ].join('\n');
}

function argumentsOf(rule: RuleInput): readonly (readonly [string, string])[] {
  return ruleEntries(rule).flatMap(([member, value]) => {
    const name = argumentNames[member];
    return name === undefined ? [] : [[name, value] as const];
  });
}

/**
 * The provider imports a rule by its repository prefix, from the Region that follows. (hashicorp/aws, guide "Enhanced
 * Region Support")
 */
function importBlock({ ecrRepositoryPrefix }: RuleInput, region: string): string {
  return [
    'import {',
    `  to = ${resourceType}.${terraformName(ecrRepositoryPrefix, region)}`,
    `  id = ${stringExpression(`${ecrRepositoryPrefix}@${region}`, dataSourceName([]))}`,
    '}',
  ].join('\n');
}

/** A quoted template of HCL, with placeholders as interpolations. */
function stringExpression(text: string, dataName: string): string {
  return `"${textParts(text)
    .map((part, index, parts) => templatePart(part, dataName, index === parts.length - 1))
    .join('')}"`;
}

function templatePart(part: TextPart, dataName: string, isLast: boolean): string {
  if ('placeholder' in part) {
    const { type, attribute } = dataSources[part.placeholder];
    return `\${data.${type}.${dataName}.${attribute}}`;
  }
  const escaped = part.text
    .replace(/[\\"\p{Cc}]/gu, escapeCharacter)
    .replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
  // A dollar sign in front of an interpolation would escape it.
  return isLast ? escaped : escaped.replace(/\$$/, '\\u0024');
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
