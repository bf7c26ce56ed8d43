import { getExpressionAst, parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ruleEntries,
  type RuleInput,
  terraformName,
} from '../../../../../src/extensions/many-registries/export/rule-input.ts';
import { writeTerraform } from '../../../../../src/extensions/many-registries/export/terraform.ts';
import { isList, isMap, type Value, type ValueMap } from '../../../../../src/model/values.ts';
import { ruleInputs, substituted } from './rule-inputs.ts';

const quay: RuleInput = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io', upstreamRegistry: 'quay' };
const hub: RuleInput = {
  ecrRepositoryPrefix: 'docker-hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  credentialArn:
    'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:ecr-pullthroughcache/hub',
};
const region = 'us-east-1';

const references: Readonly<Record<string, string>> = {
  'data.aws_region.region': 'AWS::REGION',
  'data.aws_caller_identity.account_id': 'AWS::ACCOUNTID',
  'data.aws_partition.partition': 'AWS::PARTITION',
};

/** The name of the data sources of a configuration. */
const dataName = (configuration: string) => /^data "\w+" "(\w+)"/m.exec(configuration)?.[1] ?? '';

/** The value of a template of HCL in the parser's form: escapes are decoded but for those of `${` and `%{`. */
function evaluate(template: string): string {
  return template.replace(/\$\$\{|%%\{|\$\{([^}]*)\}/g, (start, reference: string | undefined) =>
    reference === undefined
      ? start.slice(1)
      : (references[reference.replace(/\.pull_through_cache_[0-9a-f]{8}\./, '.')] ?? `<unknown ${reference}>`),
  );
}

/** A configuration in Terraform's JSON syntax, as HashiCorp's own parser reads it. */
async function parseConfiguration(configuration: string): Promise<ValueMap> {
  const parsed: unknown = await parse('rules.tf', configuration);
  if (!isMap(parsed)) throw new Error('The configuration is not a map.');
  return parsed;
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw new Error(`${JSON.stringify(value)} is not a string.`);
  return value;
}

/** The evaluated arguments of each resource, by the name of the resource. */
async function resourcesOf(configuration: string): Promise<Record<string, Record<string, string>>> {
  const { resource = {} } = await parseConfiguration(configuration);
  const bodies = isMap(resource) ? (resource['aws_ecr_pull_through_cache_rule'] ?? {}) : {};
  return Object.fromEntries(
    Object.entries(bodies).map(([name, body]: [string, unknown]) => {
      const [values] = isList(body) ? body : [];
      if (!isMap(values)) throw new Error(`${name} has no arguments.`);
      return [name, Object.fromEntries(Object.entries(values).map(([key, value]) => [key, evaluate(textOf(value))]))];
    }),
  );
}

describe('writeTerraform', () => {
  it('writes one resource for each rule, in their order', () => {
    const role = 'arn:aws:iam::123456789012:role/r';
    const rules = [
      quay,
      { ...quay, ecrRepositoryPrefix: 'ecr', customRoleArn: role, upstreamRepositoryPrefix: 'ROOT' },
    ];
    expect(writeTerraform(rules)).toBe(
      `# Pull through cache rules for Amazon ECR, for version 6.50.0 of the provider hashicorp/aws.

resource "aws_ecr_pull_through_cache_rule" "${terraformName('quay')}" {
  ecr_repository_prefix = "quay"
  upstream_registry_url = "quay.io"
}

resource "aws_ecr_pull_through_cache_rule" "${terraformName('ecr')}" {
  ecr_repository_prefix      = "ecr"
  upstream_registry_url      = "quay.io"
  custom_role_arn            = "${role}"
  upstream_repository_prefix = "ROOT"
}
`,
    );
  });

  it('reads placeholders from data sources, and only those that are used', async () => {
    const configuration = writeTerraform([hub]);
    const name = dataName(configuration);
    expect(name).toMatch(/^pull_through_cache_[0-9a-f]{8}$/);
    const all = await parseConfiguration(configuration);
    expect(all['data']).toEqual({
      aws_region: { [name]: [{}] },
      aws_caller_identity: { [name]: [{}] },
      aws_partition: { [name]: [{}] },
    });
    expect(all['resource']).toEqual({
      aws_ecr_pull_through_cache_rule: {
        [terraformName('docker-hub')]: [
          {
            ecr_repository_prefix: 'docker-hub',
            upstream_registry_url: 'registry-1.docker.io',
            credential_arn: `arn:\${data.aws_partition.${name}.partition}:secretsmanager:\${data.aws_region.${name}.region}:\${data.aws_caller_identity.${name}.account_id}:secret:ecr-pullthroughcache/hub`,
          },
        ],
      },
    });
    const one = await parseConfiguration(writeTerraform([{ ...quay, customRoleArn: '${AWS::AccountId}' }]));
    expect(Object.keys(one['data'] ?? {})).toEqual(['aws_caller_identity']);
    expect(await parseConfiguration(writeTerraform([quay]))).not.toHaveProperty('data');
  });

  it('needs no data source for an argument that is left out', async () => {
    const rule = { ...quay, upstreamRegistry: '${AWS::Region}' };
    expect(await parseConfiguration(writeTerraform([rule]))).not.toHaveProperty('data');
  });

  it('imports each rule by its prefix and Region, if the rules were read from a registry', async () => {
    const configuration = writeTerraform([quay, { ...quay, ecrRepositoryPrefix: 'team/1' }], region);
    const parsed = await parseConfiguration(configuration);
    expect(parsed['import']).toEqual([
      { to: `\${aws_ecr_pull_through_cache_rule.${terraformName('quay', region)}}`, id: 'quay@us-east-1' },
      { to: `\${aws_ecr_pull_through_cache_rule.${terraformName('team/1', region)}}`, id: 'team/1@us-east-1' },
    ]);
    expect(parsed['resource']).toMatchObject({
      aws_ecr_pull_through_cache_rule: { [terraformName('quay', region)]: [{ region }] },
    });
    expect(configuration).toContain('the import blocks Terraform 1.5 or later.');
    expect(writeTerraform([quay])).not.toMatch(/import|region {2}/);
  });

  it('gives no two blocks one address in the exports of two Regions, of a file and of a module', async () => {
    const rules = [quay, { ...quay, ecrRepositoryPrefix: 'quay-us' }, { ...quay, ecrRepositoryPrefix: 'us/quay' }];
    const module = 'data "aws_region" "current" {}\ndata "aws_caller_identity" "current" {}\n';
    const exports = [
      module,
      writeTerraform(rules, 'us-east-1'),
      writeTerraform(rules, 'us-east-2'),
      writeTerraform([hub, { ...hub, ecrRepositoryPrefix: 'hub2' }]),
      writeTerraform([{ ...hub, ecrRepositoryPrefix: 'hub3' }]),
    ];
    const addresses = exports.flatMap((text) =>
      [...text.matchAll(/^(?:resource|data) "(\w+)" "(\w+)"/gm)].map(
        ([, type, name]) => `${String(type)}.${String(name)}`,
      ),
    );
    expect(addresses).toHaveLength(17);
    expect(new Set(addresses).size).toBe(addresses.length);
    const merged = await parseConfiguration(exports.join('\n'));
    const { resource } = merged;
    expect(Object.keys((isMap(resource) ? resource['aws_ecr_pull_through_cache_rule'] : undefined) ?? {})).toHaveLength(
      9,
    );
    expect(merged['import']).toHaveLength(6);
  });

  it('writes no blocks for no rules', async () => {
    expect(await parseConfiguration(writeTerraform([], region))).toEqual({});
  });

  it('escapes quotes, backslashes, control characters, and the start of templates', () => {
    const url = '"a\\b\n\r\t\u0000\u007f\u0085 ${x} %{if} $ % $$ %% é 🚀';
    expect(writeTerraform([{ ...quay, upstreamRegistryUrl: url }])).toContain(
      String.raw`upstream_registry_url = "\"a\\b\n\r\t\u0000\u007f\u0085 $$` + String.raw`{x} %%{if} $ % $$ %% é 🚀"`,
    );
  });

  it('keeps a dollar sign in front of a placeholder', async () => {
    const configuration = writeTerraform([{ ...quay, upstreamRegistryUrl: 'a$${AWS::Region}$' }]);
    const expression = /upstream_registry_url = (.*)/.exec(configuration)?.[1] ?? '';
    const template = await getExpressionAst('rules.tf', expression);
    expect(template?.children.map(({ type, meta }) => [type, meta.value])).toEqual([
      ['literalValue', String.raw`a\u0024`],
      ['scopeTraversal', `data.aws_region.${dataName(configuration)}.region`],
      ['literalValue', '$'],
    ]);
  });

  it('writes configurations that evaluate to the rules', async () => {
    // The parser's form cannot tell a dollar sign in front of an interpolation from an escaped `${`.
    const unambiguous = ruleInputs.filter((rules) =>
      rules.flatMap(ruleEntries).every(([, text]) => !text.includes('$${AWS::')),
    );
    await fc.assert(
      fc.asyncProperty(unambiguous, fc.boolean(), async (rules, exist) => {
        const expected = rules.map((rule) => {
          const values = ruleEntries(rule).filter(([member]) => member !== 'upstreamRegistry');
          const own = exist ? { region } : {};
          const argument = (member: string) => member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
          return [
            terraformName(rule.ecrRepositoryPrefix, exist ? region : undefined),
            { ...own, ...Object.fromEntries(values.map(([member, text]) => [argument(member), substituted(text)])) },
          ];
        });
        expect(await resourcesOf(writeTerraform(rules, exist ? region : undefined))).toEqual(
          Object.fromEntries(expected),
        );
      }),
    );
  });
});

describe('a reference to a secret', () => {
  const rules = ['docker-hub', 'ecr-pullthroughcache/docker-hub', 'docker/hub', '7'].map((secret, index) => ({
    ...quay,
    ecrRepositoryPrefix: `rule-${String(index)}`,
    credentialArn: `\${SecretArn:${secret}}`,
  }));

  it('is a data source of the secret, one for each secret', async () => {
    const configuration = writeTerraform(rules);
    const { data, resource } = await parseConfiguration(configuration);
    const sources = isMap(data) ? data['aws_secretsmanager_secret'] : undefined;
    if (!isMap(sources)) throw new Error('There are no data sources.');
    expect(Object.keys(sources)).toHaveLength(3);
    for (const name of Object.keys(sources)) expect(name).toMatch(/^pull_through_cache_[0-9a-f]{8}_\w+_[0-9a-f]{8}$/);
    const text = JSON.stringify(resource);
    const references = [...text.matchAll(/"credential_arn":"\$\{data\.aws_secretsmanager_secret\.(\w+)\.arn\}"/g)];
    expect(references.map(([, name = '']) => sources[name])).toEqual(
      ['docker-hub', 'docker-hub', 'docker/hub', '7'].map((secret) => [{ name: `ecr-pullthroughcache/${secret}` }]),
    );
  });

  it('has another name in another file, and the Region of a registry', async () => {
    const nameIn = (configuration: string) => /^data "aws_secretsmanager_secret" "(\w+)"/m.exec(configuration)?.[1];
    const [one] = rules;
    if (one === undefined) throw new Error('There is no rule.');
    expect(nameIn(writeTerraform([one]))).not.toBe(nameIn(writeTerraform([{ ...one, ecrRepositoryPrefix: 'other' }])));
    const { data } = await parseConfiguration(writeTerraform([one], region));
    expect(JSON.stringify(data)).toContain('{"name":"ecr-pullthroughcache/docker-hub","region":"us-east-1"}');
  });
});
