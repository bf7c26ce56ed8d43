import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { propertyNames, writeTemplate } from '../../../../../src/extensions/many-registries/export/cloudformation.ts';
import {
  logicalName,
  ruleEntries,
  type RuleInput,
} from '../../../../../src/extensions/many-registries/export/rule-input.ts';
import { isMap, type Value } from '../../../../../src/model/values.ts';
import { ruleInputs, substituted } from './rule-inputs.ts';

const quay: RuleInput = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io', upstreamRegistry: 'quay' };
const hub: RuleInput = {
  ecrRepositoryPrefix: 'docker-hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  credentialArn:
    'arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:ecr-pullthroughcache/hub-AbCdEf',
};

/** What Fn::Sub makes of a string when the pseudo parameters have their names in capital letters as values. */
function resolveSub(text: string): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) =>
    name.startsWith('!') ? `\${${name.slice(1)}}` : name.toUpperCase(),
  );
}

/** The resources of a template, read as CloudFormation reads YAML, with the values of their properties. */
function resourcesOf(template: string): [string, Record<string, string>][] {
  const parsed: unknown = load(template, { schema: YAML11_SCHEMA });
  const resources: unknown = isMap(parsed) ? parsed['Resources'] : undefined;
  if (!isMap(resources)) throw new Error('The template has no resources.');
  return Object.entries(resources).map(([name, resource]) => {
    const properties = isMap(resource) ? resource['Properties'] : undefined;
    if (!isMap(properties)) throw new Error(`${name} has no properties.`);
    return [name, Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, resolved(value)]))];
  });
}

function resolved(value: Value): string {
  const text = isMap(value) ? value['Fn::Sub'] : value;
  if (typeof text !== 'string') throw new Error(`${JSON.stringify(value)} is not a string.`);
  return isMap(value) ? resolveSub(text) : text;
}

describe('writeTemplate', () => {
  it('writes one resource for each rule, in their order', () => {
    expect(writeTemplate([quay, hub])).toBe(
      `AWSTemplateFormatVersion: "2010-09-09"
Description: "Pull through cache rules for Amazon ECR"
Resources:
  ${logicalName('quay')}:
    Type: "AWS::ECR::PullThroughCacheRule"
    DeletionPolicy: "Delete"
    Properties:
      EcrRepositoryPrefix: "quay"
      UpstreamRegistryUrl: "quay.io"
      UpstreamRegistry: "quay"
  DockerHubf08745bb:
    Type: "AWS::ECR::PullThroughCacheRule"
    DeletionPolicy: "Delete"
    Properties:
      EcrRepositoryPrefix: "docker-hub"
      UpstreamRegistryUrl: "registry-1.docker.io"
      CredentialArn:
        Fn::Sub: "arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:ecr-pullthroughcache/hub-AbCdEf"
`,
    );
  });

  it('uses the properties of the published resource specification, all of them and as strings', async () => {
    const database = await loadAwsServiceSpec();
    const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', 'AWS::ECR::PullThroughCacheRule');
    const properties = Object.entries(resource?.properties ?? {});
    expect(properties.map(([name]) => name).sort()).toEqual(Object.values(propertyNames).sort());
    expect(properties.map(([, { type }]) => type)).toEqual(properties.map(() => ({ type: 'string' })));
    // Resource import and the documentation of StackSets depend on these two facts.
    expect(resource?.primaryIdentifier).toEqual(['EcrRepositoryPrefix']);
    expect(properties.map(([, { causesReplacement }]) => causesReplacement)).toEqual(properties.map(() => 'yes'));
  });

  it('uses Fn::Sub only for strings that hold a placeholder', () => {
    const template = writeTemplate([{ ...quay, upstreamRegistryUrl: '${foo}', customRoleArn: '${foo}${AWS::Region}' }]);
    expect(template).toContain('UpstreamRegistryUrl: "${foo}"\n');
    expect(template).toContain('CustomRoleArn:\n        Fn::Sub: "${!foo}${AWS::Region}"\n');
  });

  it.each(['no', 'on', '123', '1e5', '0x1f', '2001-01-01', '1_000', 'null'])(
    'keeps the prefix %s a string for a reader of YAML 1.1',
    (prefix) => {
      const [resource] = resourcesOf(writeTemplate([{ ...quay, ecrRepositoryPrefix: prefix }]));
      expect(resource).toEqual([
        logicalName(prefix),
        { EcrRepositoryPrefix: prefix, UpstreamRegistryUrl: 'quay.io', UpstreamRegistry: 'quay' },
      ]);
    },
  );

  it('quotes a logical name that starts with a digit, and keeps the order', () => {
    const rules = ['quay', '1234', '10'].map((prefix) => ({ ...quay, ecrRepositoryPrefix: prefix }));
    const names = [...writeTemplate(rules).matchAll(/^ {2}(\S+):$/gm)].map(([, name]) => name);
    expect(names).toEqual([logicalName('quay'), `"${logicalName('1234')}"`, `"${logicalName('10')}"`]);
  });

  it('writes no resources for no rules', () => {
    expect(writeTemplate([])).toMatch(/\nResources: \{\}\n$/);
  });

  it('writes the same bytes for the same rules', () => {
    expect(writeTemplate([{ ...hub }, { ...quay }])).toBe(writeTemplate([hub, quay]));
  });

  it('writes templates that resolve to the rules', () => {
    // Fn::Sub has no escape for a `${` without an end.
    const closed = ruleInputs.filter((rules) =>
      rules.flatMap(ruleEntries).every(([, text]) => !/\$\{[^}]*$/.test(text) && !/\$\{[^}]*\$\{/.test(text)),
    );
    fc.assert(
      fc.property(closed, (rules) => {
        const expected = rules.map((rule) => [
          logicalName(rule.ecrRepositoryPrefix),
          Object.fromEntries(ruleEntries(rule).map(([member, text]) => [propertyNames[member], substituted(text)])),
        ]);
        expect(Object.fromEntries(resourcesOf(writeTemplate(rules)))).toEqual(Object.fromEntries(expected));
      }),
    );
  });
});

it('has a parameter for each secret that rules refer to', () => {
  const rules = ['docker-hub', 'ecr-pullthroughcache/docker-hub', 'docker/hub', '7'].map((secret, index) => ({
    ...quay,
    ecrRepositoryPrefix: `rule-${String(index)}`,
    credentialArn: `\${SecretArn:${secret}}`,
  }));
  const template: unknown = load(writeTemplate(rules), { schema: YAML11_SCHEMA });
  const { Parameters: parameters, Resources: resources } = isMap(template) ? template : {};
  if (!isMap(parameters) || !isMap(resources)) throw new Error('The template has no parameters or no resources.');
  const names = Object.keys(parameters);
  expect(names).toHaveLength(3);
  for (const name of names) expect(name).toMatch(/^SecretArn[A-Za-z0-9]+$/);
  expect(Object.values(parameters)).toEqual(
    ['docker-hub', 'docker/hub', '7'].map((secret) => ({
      Type: 'String',
      Description: `ARN of the secret ecr-pullthroughcache/${secret} in the account and the Region of the stack`,
    })),
  );
  const [hub, slash, seven] = names;
  expect(
    Object.values(resources).map((resource: unknown) => (isMap(resource) ? resource['Properties'] : {})),
  ).toMatchObject([hub, hub, slash, seven].map((name) => ({ CredentialArn: { Ref: name } })));
  expect(writeTemplate([quay])).not.toContain('Parameters');
});
