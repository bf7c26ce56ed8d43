import { describe, expect, it } from 'vitest';

import { checkInput } from '../../../src/local/json-service.ts';
import { LocalError } from '../../../src/local/local-error.ts';
import { Registries } from '../../../src/local/registries.ts';
import { emptyState, Store } from '../../../src/local/store.ts';
import { operationByName } from '../../../src/model/operations.ts';
import type { Value, ValueMap } from '../../../src/model/values.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/a-AbCdEf';

function open(changed: () => void = () => undefined) {
  const registries = new Registries(new Store(emptyState, changed), () => new Date('2026-01-02T03:04:05.678Z'));
  const call = (name: string, input: ValueMap, place = home): ValueMap => {
    const perform = registries.operations[name];
    if (perform === undefined) throw new Error(`no ${name}`);
    return perform(checkInput(input, operationByName(name).input), place);
  };
  return {
    call,
    create: (prefix: string, more: ValueMap = {}, place = home) =>
      call(
        'CreatePullThroughCacheRule',
        { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: 'quay.io', ...more },
        place,
      ),
    describe: (input: ValueMap = {}, place = home) => call('DescribePullThroughCacheRules', input, place),
    prefixes: (input: ValueMap = {}, place = home) => {
      const rules: Value = call('DescribePullThroughCacheRules', input, place)['pullThroughCacheRules'] ?? [];
      return JSON.stringify(rules).match(/(?<="ecrRepositoryPrefix":")[^"]*/g) ?? [];
    },
  };
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LocalError) return error.type;
    throw error;
  }
  return 'none';
}

describe('the operations of the local endpoint', () => {
  it('return a created rule as the service does', () => {
    expect(open().create('quay', { upstreamRegistry: 'quay' })).toEqual({
      ecrRepositoryPrefix: 'quay',
      upstreamRegistryUrl: 'quay.io',
      createdAt: 1767323045.678,
      registryId: '123456789012',
      upstreamRegistry: 'quay',
    });
  });

  it.each(['ROOT', 'team'])('return the upstream prefix %s if it was given', (upstreamRepositoryPrefix) => {
    const local = open();
    const rule = { upstreamRepositoryPrefix };
    expect(local.create('quay', rule)).toMatchObject(rule);
    expect(local.describe()).toMatchObject({ pullThroughCacheRules: [rule] });
  });

  it('assume a final slash in every prefix', () => {
    const local = open();
    local.create('quay/');
    expect(refusal(() => local.create('quay'))).toBe('PullThroughCacheRuleAlreadyExistsException');
    expect(local.prefixes({ ecrRepositoryPrefixes: ['quay'] })).toEqual(['quay/']);
    const rule = { ecrRepositoryPrefix: 'quay' };
    expect(local.call('ValidatePullThroughCacheRule', rule)).toMatchObject({ ecrRepositoryPrefix: 'quay/' });
    local.call('UpdatePullThroughCacheRule', { ...rule, credentialArn: arn });
    local.call('DeletePullThroughCacheRule', rule);
    expect(local.prefixes()).toEqual([]);
  });

  it('create one rule for each prefix, account and Region', () => {
    const local = open();
    local.create('aa');
    expect(refusal(() => local.create('aa', { upstreamRegistryUrl: 'public.ecr.aws' }))).toBe(
      'PullThroughCacheRuleAlreadyExistsException',
    );
    local.create('aa', {}, { ...home, region: 'eu-west-1' });
    local.create('aa', { registryId: '999999999999' });
    expect(local.prefixes()).toEqual(['aa']);
    expect(local.prefixes({ registryId: '999999999999' })).toEqual(['aa']);
  });

  it('update the secret and the role, and nothing else', () => {
    const local = open();
    local.create('aa');
    const updated = local.call('UpdatePullThroughCacheRule', { ecrRepositoryPrefix: 'aa', credentialArn: arn });
    expect(updated).toMatchObject({ ecrRepositoryPrefix: 'aa', credentialArn: arn, updatedAt: 1767323045.678 });
    expect(local.describe()).toMatchObject({
      pullThroughCacheRules: [{ upstreamRegistryUrl: 'quay.io', credentialArn: arn }],
    });
  });

  it('delete a rule and return its last state', () => {
    const local = open();
    local.create('aa');
    expect(local.call('DeletePullThroughCacheRule', { ecrRepositoryPrefix: 'aa' })).toMatchObject({
      ecrRepositoryPrefix: 'aa',
      upstreamRegistryUrl: 'quay.io',
    });
    expect(local.prefixes()).toEqual([]);
  });

  it.each(['DeletePullThroughCacheRule', 'UpdatePullThroughCacheRule', 'ValidatePullThroughCacheRule'])(
    'fail for a rule that does not exist: %s',
    (name) => {
      expect(refusal(() => open().call(name, { ecrRepositoryPrefix: 'none' }))).toBe(
        'PullThroughCacheRuleNotFoundException',
      );
    },
  );

  it('find every rule valid', () => {
    const local = open();
    local.create('aa');
    expect(local.call('ValidatePullThroughCacheRule', { ecrRepositoryPrefix: 'aa' })).toMatchObject({
      isValid: true,
      failure: '',
      upstreamRegistryUrl: 'quay.io',
    });
  });

  it('undo a change that cannot be saved', () => {
    const local = open(() => {
      throw new Error('disk full');
    });
    expect(() => local.create('aa')).toThrow('disk full');
    expect(local.prefixes()).toEqual([]);
  });
});

describe("the service's constraints", () => {
  it.each([
    [{ ecrRepositoryPrefix: 'a' }],
    [{ ecrRepositoryPrefix: 'a'.repeat(31) }],
    [{ ecrRepositoryPrefix: 'Aa' }],
    [{ registryId: '1' }],
    [{ upstreamRegistry: 'nope' }],
    [{ credentialArn: 'short' }],
    [{ customRoleArn: 'r'.repeat(2049) }],
    [{ upstreamRegistryUrl: 5 }],
  ])('refuses %j', (more: ValueMap) => {
    expect(refusal(() => open().create('aa', more))).toBe('InvalidParameterException');
  });

  it('requires a supported upstream registry, and a secret if the registry needs one', () => {
    const local = open();
    expect(refusal(() => local.create('aa', { upstreamRegistryUrl: 'ghcr.io' }))).toBe(
      'UnsupportedUpstreamRegistryException',
    );
    expect(refusal(() => local.create('aa', { upstreamRegistryUrl: 'example.com' }))).toBe(
      'UnsupportedUpstreamRegistryException',
    );
    expect(refusal(() => local.create('aa', { upstreamRegistry: 'k8s' }))).toBe('UnsupportedUpstreamRegistryException');
    expect(local.create('aa', { upstreamRegistryUrl: 'ghcr.io', credentialArn: arn })).toMatchObject({
      upstreamRegistry: 'github-container-registry',
    });
  });

  it.each([
    [{}, arn.replace('us-east-1', 'eu-west-1')],
    [{}, arn.replace('123456789012', '999999999999')],
    [{}, arn.replace('arn:aws:', 'arn:aws-cn:')],
    [{ registryId: '999999999999' }, arn],
  ])('requires a secret of the registry: %j, %s', (more: ValueMap, credentialArn) => {
    const local = open();
    expect(refusal(() => local.create('aa', { ...more, credentialArn }))).toBe('SecretNotFoundException');
    local.create('aa', more);
    const update = { ...more, ecrRepositoryPrefix: 'aa', credentialArn };
    expect(refusal(() => local.call('UpdatePullThroughCacheRule', update))).toBe('SecretNotFoundException');
  });

  it('requires something to update', () => {
    const local = open();
    local.create('aa');
    expect(() => local.call('UpdatePullThroughCacheRule', { ecrRepositoryPrefix: 'aa' })).toThrow(
      new LocalError(
        'InvalidParameterException',
        'Please set either credential arn or role arn to update the credentials',
      ),
    );
  });

  it('requires the ARN of a role', () => {
    const local = open();
    expect(refusal(() => local.create('aa', { customRoleArn: 'hello' }))).toBe('InvalidParameterException');
    local.create('aa');
    const update = { ecrRepositoryPrefix: 'aa', customRoleArn: 'hello' };
    expect(refusal(() => local.call('UpdatePullThroughCacheRule', update))).toBe('InvalidParameterException');
  });

  it('requires a role for the registry of another account', () => {
    const local = open();
    const host = (account: string) => ({ upstreamRegistryUrl: `${account}dkr.ecr.eu-west-1.amazonaws.com` });
    expect(refusal(() => local.create('aa', host('999999999999.')))).toBe('InvalidParameterException');
    local.create('aa', { ...host('999999999999.'), customRoleArn: 'arn:aws:iam::123456789012:role/pull' });
    local.create('bb', host('123456789012.'));
    local.create('cc', host(''));
  });

  it('refuses an upstream prefix for the prefix ROOT', () => {
    const local = open();
    expect(refusal(() => local.create('ROOT', { upstreamRepositoryPrefix: 'team' }))).toBe('InvalidParameterException');
    local.create('ROOT', { upstreamRepositoryPrefix: 'ROOT' });
  });

  it('allows fifty rules in a registry', () => {
    const local = open();
    for (let number = 10; number < 60; number++) local.create(`p${String(number)}`);
    expect(refusal(() => local.create('one-more'))).toBe('LimitExceededException');
    expect(refusal(() => local.create('p10'))).toBe('PullThroughCacheRuleAlreadyExistsException');
    local.create('elsewhere', {}, { ...home, region: 'eu-west-1' });
    local.call('DeletePullThroughCacheRule', { ecrRepositoryPrefix: 'p10' });
    local.create('one-more');
  });
});

describe('pages', () => {
  it('are linked by tokens, except for the last one', () => {
    const local = open();
    const all = ['aa', 'bb', 'cc', 'dd', 'ee'];
    for (const prefix of all) local.create(prefix);
    const seen: string[] = [];
    let token: Value | undefined;
    let pages = 0;
    do {
      const input = { maxResults: 2, ...(token === undefined ? {} : { nextToken: token }) };
      seen.push(...local.prefixes(input));
      token = local.describe(input)['nextToken'];
      pages++;
    } while (token !== undefined);
    expect([seen, pages]).toEqual([all, 3]);
  });

  it.each(['x', '', Buffer.from('{"start":-1}').toString('base64url')])('refuse the invalid token %j', (nextToken) => {
    expect(refusal(() => open().describe({ nextToken }))).toBe('InvalidParameterException');
  });

  it('list selected rules in the order of the prefixes', () => {
    const local = open();
    for (const prefix of ['aa', 'bb', 'cc']) local.create(prefix);
    expect(local.prefixes({ ecrRepositoryPrefixes: ['cc', 'aa'] })).toEqual(['cc', 'aa']);
    expect(refusal(() => local.describe({ ecrRepositoryPrefixes: ['aa', 'none'] }))).toBe(
      'PullThroughCacheRuleNotFoundException',
    );
  });
});
