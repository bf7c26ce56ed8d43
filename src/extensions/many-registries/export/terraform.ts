import { hasPlaceholder, type Placeholder, placeholders, type TextPart, textParts } from '../placeholders.ts';
import {
  referredSecrets,
  ruleEntries,
  type RuleInput,
  type RuleMember,
  secretOf,
  secretSuffix,
  shortHash,
  terraformName,
} from './rule-input.ts';

/** The version of the provider hashicorp/aws that the names of arguments and data sources are from. */
const providerVersion = '6.50.0';

const resourceType = 'aws_ecr_pull_through_cache_rule';
const secretType = 'aws_secretsmanager_secret';

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
    ...referredSecrets(rules).map((secret) => secretBlock(secret, region, dataName)),
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
  const values = rules.flatMap((rule) =>
    ruleEntries(rule).flatMap(([member, value]) => (argumentNames[member] === undefined ? [] : [value])),
  );
  return placeholders.filter((placeholder) => values.some((value) => hasPlaceholder(value, placeholder)));
}

function resourceBlock(rule: RuleInput, region: string | undefined, dataName: string): string {
  const values = ruleEntries(rule).flatMap(([member, value]) => {
    const name = argumentNames[member];
    const secret = secretOf(member, value);
    const expression =
      secret === undefined
        ? stringExpression(value, dataName)
        : `data.${secretType}.${secretName(secret, dataName)}.arn`;
    return name === undefined ? [] : [[name, expression] as const];
  });
  return block(`resource "${resourceType}" "${terraformName(rule.ecrRepositoryPrefix, region)}"`, [
    ...regionArgument(region, dataName),
    ...values,
  ]);
}

/** The data source of a secret, which has the ARN that the account and the Region give it. */
function secretBlock(secret: string, region: string | undefined, dataName: string): string {
  return block(`data "${secretType}" "${secretName(secret, dataName)}"`, [
    ...regionArgument(region, dataName),
    ['name', stringExpression(secret, dataName)],
  ]);
}

function secretName(secret: string, dataName: string): string {
  return `${dataName}_${secretSuffix(secret)}`;
}

function regionArgument(region: string | undefined, dataName: string): readonly (readonly [string, string])[] {
  return region === undefined ? [] : [['region', stringExpression(region, dataName)]];
}

/** @param values names of arguments and expressions */
function block(head: string, values: readonly (readonly [string, string])[]): string {
  const width = Math.max(...values.map(([name]) => name.length));
  return [`${head} {`, ...values.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`), '}'].join('\n');
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
