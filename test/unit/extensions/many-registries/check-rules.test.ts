import { describe, expect, it } from 'vitest';

import { checkRules } from '../../../../src/extensions/many-registries/check-rules.ts';
import { readRules } from '../../../../src/extensions/many-registries/rules-file.ts';

const here = { region: 'us-east-1', partition: 'aws', account: undefined };
const there = { region: 'eu-west-1', partition: 'aws', account: undefined };
const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const hub = (credentialArn: string) => ({
  ecrRepositoryPrefix: 'hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  credentialArn,
});
const secret = (region: string, account: string) =>
  `arn:\${AWS::Partition}:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/hub-AbCdEf`;

const check = (
  rules: readonly object[],
  ...places: { region: string; partition: string; account?: string | undefined }[]
) => {
  const registries = places.map((one) => ({ account: undefined, ...one }));
  checkRules(readRules(JSON.stringify(rules)), registries);
};

describe('checkRules', () => {
  it('accepts rules with placeholders', () => {
    check([quay, hub(secret('${AWS::Region}', '${AWS::AccountId}'))], here, there);
    check([hub(secret('${AWS::Region}', '${AWS::AccountId}'))], { ...here, account: '222222222222' });
  });

  it('reports all problems together, each with its place', () => {
    const wrong = [
      { ...quay, upstreamRegistryUrl: 'https://quay.io' },
      { ecrRepositoryPrefix: 'a b', upstreamRegistryUrl: 'quay.io' },
      { ...quay, ecrRepositoryPrefix: 'x1', color: 'red' },
      { ...quay, ecrRepositoryPrefix: 'x2', credentialArn: '${AWS::Nope}' },
      { ...quay, ecrRepositoryPrefix: 'a1/' },
      { ...quay, ecrRepositoryPrefix: 'a1' },
      {},
    ];
    let message = '';
    try {
      check(wrong, here);
    } catch (error) {
      message = error instanceof Error ? error.message : '';
    }
    const lines = message.split('\n');
    expect(lines[0]).toBe('Parameter validation failed:');
    const starts = [
      'rule 1, field upstreamRegistryUrl: Invalid value for parameter upstreamRegistryUrl, value: https://quay.io',
      'rule 2, field ecrRepositoryPrefix: Invalid value for parameter ecrRepositoryPrefix, value: a b',
      'rule 3: Unknown parameter in input: "color"',
      'rule 4, field credentialArn: unknown placeholder ${AWS::Nope}; use ${AWS::Region}, ${AWS::AccountId}, ${AWS::Partition}',
      'rule 6, field ecrRepositoryPrefix: rule 5 has the same prefix, a1',
      'rule 7: Missing required parameter in input: "ecrRepositoryPrefix"',
      'rule 7: Missing required parameter in input: "upstreamRegistryUrl"',
    ];
    for (const start of starts)
      expect(
        lines.some((line) => line.startsWith(start)),
        `${start}\n${message}`,
      ).toBe(true);
  });

  it('reports a secret of one Region for the other Regions only', () => {
    expect(() => {
      check([hub(secret('us-east-1', '123456789012'))], here);
    }).not.toThrow();
    expect(() => {
      check([hub(secret('us-east-1', '123456789012'))], here, there);
    }).toThrow('the secret must be in the Region of the call, eu-west-1');
  });

  it('reports a secret of an account that is not in --accounts', () => {
    expect(() => {
      check([hub(secret('${AWS::Region}', '111111111111'))], { ...here, account: '222222222222' });
    }).toThrow('the secret must be in the account of the registry, 222222222222');
  });

  it('reports a secret of another account than that of the settings, and no sample account', () => {
    const rules = [
      hub(secret('${AWS::Region}', '111111111111')),
      { ...quay, credentialArn: secret('us-east-1', '${AWS::AccountId}') },
    ];
    expect(() => {
      check(rules, here);
    }).not.toThrow();
    expect(() => {
      check(rules, { ...here, account: '222222222222' });
    }).toThrow('the secret must be in the account of the registry, 222222222222');
  });

  it.each([
    ['upstreamRegistryURL', 'upstreamRegistryUrl'],
    ['credential_arn', 'credentialArn'],
    ['ecr-repository-prefix', 'ecrRepositoryPrefix'],
    ['EcrRepositoryPrefix', 'ecrRepositoryPrefix'],
    ['credentialsArn', 'credentialArn'],
  ])('suggests the member for %s', (unknown, known) => {
    expect(() => {
      check([{ ...quay, [unknown]: 'x' }], here);
    }).toThrow(
      new RegExp(`rule 1: Unknown parameter in input: "${unknown}", must be .*\\. Maybe you meant: ${known}$`, 'm'),
    );
  });

  it('suggests no member for any other name', () => {
    expect(() => {
      check([{ ...quay, color: 'red' }], here);
    }).toThrow(/upstreamRepositoryPrefix$/);
  });

  it('refuses more rules than a registry holds', () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ ...quay, ecrRepositoryPrefix: `p${String(index)}` }));
    expect(() => {
      check(many, here);
    }).toThrow('the file has 51 rules; a registry holds 50 at most');
  });
});
