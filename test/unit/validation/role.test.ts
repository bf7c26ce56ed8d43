import { describe, expect, it } from 'vitest';

import { fc } from '../../support/property.ts';
import { account, problems } from './call-problems.ts';

const role = 'arn:aws:iam::123456789012:role/ecr/reader';
const other = '210987654321';
const otherHost = `${other}.dkr.ecr.us-east-1.amazonaws.com`;
const form = 'use the ARN of an IAM role: arn:aws:iam::<account>:role/<name>';

type Place = Parameters<typeof problems>[1];

function ecrRule(customRoleArn: string, more: Readonly<Record<string, string>> = {}, place: Place = {}) {
  const rule = { ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: otherHost, customRoleArn, ...more };
  return problems(rule, place).map((line) =>
    line.replace(`Invalid value for parameter customRoleArn, value: ${customRoleArn}, `, ''),
  );
}

describe('a role is accepted', () => {
  it.each([role, 'arn:aws-cn:iam::123456789012:role/r', 'arn:aws-us-gov:iam::123456789012:role/a+b=c,d.e@f-g_h'])(
    'as %s',
    (arn) => {
      expect(ecrRule(arn)).toEqual([]);
      expect(ecrRule(arn, { registryId: account, upstreamRegistry: 'ecr' })).toEqual([]);
      expect(ecrRule(arn, {}, { account })).toEqual([]);
    },
  );

  it('with every path and name that IAM allows', () => {
    const paths = fc.stringMatching(/^(?:[!-.0-~]{1,20}\/){0,3}$/);
    const names = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
    fc.assert(
      fc.property(paths, names, (path, name) => {
        expect(ecrRule(`arn:aws:iam::${account}:role/${path}${name}`)).toEqual([]);
      }),
    );
  });
});

describe('a role is refused', () => {
  const twelveDigits = (wrong: string) => `the account must be twelve digits, not ${wrong}`;

  it.each([
    ['reader', form],
    ['', form],
    ['arn:aws:iam::123456789012:user/reader', form],
    ['arn:aws:iam:eu-west-1:123456789012:role/reader', form],
    ['arn:aws:sts::123456789012:assumed-role/reader/session', form],
    ['arn:gcp:iam::123456789012:role/reader', form],
    ['arn:aws:iam::123456789012:role/', form],
    ['arn:aws:iam::123456789012:role/a b', form],
    ['arn:aws:iam::12345678901:role/reader', twelveDigits('12345678901')],
    ['arn:aws:iam::<account-id>:role/reader', twelveDigits('<account-id>')],
    ['arn:aws:iam::YOUR-ACCOUNT-ID:role/reader', twelveDigits('YOUR-ACCOUNT-ID')],
    ['arn:aws:iam::${AWS::AccountId}:role/reader', twelveDigits('${AWS::AccountId}')],
    ['arn:aws:iam:::role/reader', 'the account is empty. If a shell has replaced ${…}, use single quotes'],
    ['arn::iam:::role/reader', 'the partition and account are empty. If a shell has replaced ${…}, use single quotes'],
  ])('as %j', (arn, line) => {
    expect(ecrRule(arn)).toEqual([line]);
  });

  it('in another account than the registry, where that is known', () => {
    const line = `the role must be in the account of the registry, ${other}`;
    expect(ecrRule(role, { registryId: other })).toEqual([line]);
    expect(ecrRule(role, {}, { account: other })).toEqual([line]);
    expect(ecrRule('reader', { registryId: other })).toEqual([form.replace('<account>', other)]);
  });

  it('without the account of a registry id that is wrong itself', () => {
    for (const registryId of ['', '1'])
      expect(ecrRule('reader', { registryId })).toEqual([expect.stringContaining('parameter registryId'), form]);
  });

  it('for names and hosts that resemble those of Amazon ECR', () => {
    const lines = [expect.any(String), form];
    expect(ecrRule('reader', { upstreamRegistry: 'ecr-private' })).toEqual(lines);
    expect(ecrRule('reader', { upstreamRegistryUrl: 'dkr.ecr.cn-north-1.amazonaws.com' })).toEqual(lines);
  });
});

describe('a role is left to the service', () => {
  it.each([
    ['another upstream registry', { upstreamRegistryUrl: 'quay.io' }],
    ['Amazon ECR Public', { upstreamRegistryUrl: 'public.ecr.aws', upstreamRegistry: 'ecr-public' }],
    ['an unknown host', { upstreamRegistryUrl: 'registry.example.com' }],
  ])('for %s', (_, more) => {
    expect(ecrRule('any text', more)).toEqual([]);
  });

  it('in an update, which has no upstream registry', () => {
    const update = { command: 'update-pull-through-cache-rule' };
    expect(problems({ ecrRepositoryPrefix: 'aa', customRoleArn: 'any text' }, update)).toEqual([]);
  });
});

describe('a missing role', () => {
  const withoutRole = (upstreamRegistryUrl: string, more: Readonly<Record<string, string>> = {}, place: Place = {}) =>
    problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl, ...more }, place);
  const line = `Missing parameter customRoleArn: the upstream registry is in the account ${other}, so it needs the ARN of an IAM role in the account ${account}`;

  it.each([
    otherHost,
    otherHost.toUpperCase(),
    `${other}.dkr.ecr-fips.us-east-1.amazonaws.com`,
    `${other}.dkr-ecr.us-east-1.on.aws`,
  ])('is reported for %s, where the account of the registry is known', (url) => {
    expect(withoutRole(url, { registryId: account })).toEqual([line]);
    expect(withoutRole(url, { upstreamRegistry: 'ecr' }, { account })).toEqual([line]);
    expect(withoutRole(url)).toEqual([]);
  });

  it('is right for the registry of the same account and for a host without one', () => {
    for (const url of [otherHost.replace(other, account), 'dkr.ecr.us-east-1.amazonaws.com', 'quay.io'])
      expect(withoutRole(url, {}, { account })).toEqual([]);
  });
});
