import { describe, expect, it } from 'vitest';

import { LocalError } from '../../../src/local/local-error.ts';
import { secretsService } from '../../../src/local/secrets.ts';
import { emptyState, isSecret, type State, Store } from '../../../src/local/store.ts';
import type { ValueMap } from '../../../src/model/values.ts';
import { parseJson } from '../../../src/python/json.ts';

const home = { account: '123456789012', region: 'us-east-1' };
const name = 'ecr-pullthroughcache/docker-hub';
const token = (letter: string) => letter.repeat(32);

function open() {
  let saved: State = emptyState;
  let time = 1_767_323_045_678;
  const store = new Store(emptyState, (state) => (saved = state));
  const service = secretsService(store, { now: () => new Date(time) });
  const call = (operation: string, input: object, caller = home) => {
    const response = service.respond({
      method: 'POST',
      headers: { 'x-amz-target': `secretsmanager.${operation}` },
      body: JSON.stringify(input),
      caller: () => ({ ...caller, arn: '', userId: '' }),
      requestId: 'id',
    });
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the service answers with a JSON object
    return parseJson(response.body) as ValueMap;
  };
  return { call, wait: (milliseconds: number) => (time += milliseconds), saved: () => saved };
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

describe('secrets', () => {
  it('have an ARN with six random characters', () => {
    const { call } = open();
    const arnOf = (region: string) => call('CreateSecret', { Name: name }, { ...home, region })['ARN'];
    expect(arnOf('us-east-1')).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache\/docker-hub-[A-Za-z0-9]{6}$/,
    );
    expect(arnOf('cn-north-1')).toMatch(/^arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:/);
  });

  it('are found by name and by ARN, in their account and Region', () => {
    const { call } = open();
    const { ARN } = call('CreateSecret', { Name: name, Description: 'Docker Hub', KmsKeyId: 'alias/own' });
    const arn = typeof ARN === 'string' ? ARN : '';
    const described = { ARN: arn, Name: name, Description: 'Docker Hub', KmsKeyId: 'alias/own' };
    for (const id of [name, arn, arn.slice(0, -7)])
      expect(call('DescribeSecret', { SecretId: id })).toMatchObject(described);
    for (const [id, caller] of [
      ['none', home],
      [name, { ...home, region: 'eu-west-1' }],
      [arn, { ...home, account: '999999999999' }],
    ] as const)
      expect(refusal(() => call('DescribeSecret', { SecretId: id }, caller))).toBe('ResourceNotFoundException');
  });

  it('exist once', () => {
    const { call } = open();
    call('CreateSecret', { Name: name, SecretString: 'one' });
    expect(refusal(() => call('CreateSecret', { Name: name, SecretString: 'one' }))).toBe('ResourceExistsException');
    call('CreateSecret', { Name: name }, { ...home, account: '999999999999' });
  });

  it('get new values, and keep the previous one', () => {
    const { call, wait, saved } = open();
    const create = { Name: name, SecretString: 'one', ClientRequestToken: token('a') };
    expect(call('CreateSecret', create)).toMatchObject({ Name: name, VersionId: token('a') });
    const put = (letter: string) =>
      call('PutSecretValue', { SecretId: name, SecretString: letter, ClientRequestToken: token(letter) });
    wait(1000);
    expect(put('b')).toMatchObject({ Name: name, VersionId: token('b'), VersionStages: ['AWSCURRENT'] });
    put('c');
    expect(call('DescribeSecret', { SecretId: name })).toMatchObject({
      CreatedDate: 1767323045.678,
      LastChangedDate: 1767323046.678,
      VersionIdsToStages: { [token('c')]: ['AWSCURRENT'], [token('b')]: ['AWSPREVIOUS'] },
    });
    expect(saved().secrets.get('us-east-1/123456789012')?.[0]?.versions.at(-1)).toMatchObject({ SecretString: 'c' });
  });

  it('take a repeated request once', () => {
    const { call } = open();
    const create = { Name: name, SecretString: 'one', ClientRequestToken: token('a') };
    expect(call('CreateSecret', create)).toEqual(call('CreateSecret', create));
    const put = { SecretId: name, SecretString: 'two', ClientRequestToken: token('b') };
    expect(call('PutSecretValue', put)).toEqual(call('PutSecretValue', put));
    expect(refusal(() => call('PutSecretValue', { ...put, SecretString: 'other' }))).toBe('ResourceExistsException');
  });

  it('move labels of their own to the new version', () => {
    const { call } = open();
    call('CreateSecret', { Name: name, SecretString: 'one', ClientRequestToken: token('a') });
    const put = { SecretId: name, SecretString: 'two', ClientRequestToken: token('b'), VersionStages: ['NEXT'] };
    expect(call('PutSecretValue', put)).toMatchObject({ VersionStages: ['NEXT'] });
    expect(call('DescribeSecret', { SecretId: name })).toMatchObject({
      VersionIdsToStages: { [token('a')]: ['AWSCURRENT'], [token('b')]: ['NEXT'] },
    });
  });

  it.each([
    ['CreateSecret', { Name: 'a b' }],
    ['CreateSecret', { Name: '' }],
    ['CreateSecret', { Name: name, SecretString: 'a', SecretBinary: 'YQ==' }],
    ['PutSecretValue', { SecretId: name }],
    ['DescribeSecret', {}],
  ])('refuse %s of %j', (operation, input) => {
    const { call } = open();
    call('CreateSecret', { Name: name });
    expect(refusal(() => call(operation, input))).toBe('InvalidParameterException');
  });

  it('are recognized in a state file', () => {
    const { call, saved } = open();
    call('CreateSecret', { Name: name, SecretString: 'one', Tags: [{ Key: 'a', Value: 'b' }] });
    const [secret] = saved().secrets.get('us-east-1/123456789012') ?? [];
    expect(isSecret(parseJson(JSON.stringify(secret)))).toBe(true);
    expect(isSecret({ ARN: 'a', Name: 'b' })).toBe(false);
  });
});
