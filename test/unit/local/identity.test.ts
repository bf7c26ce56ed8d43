import { describe, expect, it } from 'vitest';

import { identify, parseRoleArn, sessionToken, type Identity } from '../../../src/local/identity.ts';
import { LocalError } from '../../../src/local/local-error.ts';

const options = { account: '123456789012', allowUnsigned: false };

function authorization(accessKeyId: string, region = 'us-east-1', service = 'ecr'): string {
  return `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
}

function identifyBy(accessKeyId: string, region?: string, token?: string): Identity {
  return identify(
    {
      authorization: authorization(accessKeyId, region),
      ...(token === undefined ? {} : { 'x-amz-security-token': token }),
    },
    'ecr',
    options,
  );
}

function refusal(act: () => unknown): LocalError {
  try {
    act();
  } catch (error) {
    if (error instanceof LocalError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('identify', () => {
  it('says what to do about a signature without a Region', () => {
    const { type, message, status } = refusal(() => identifyBy('AKID', ''));
    expect([type, status]).toEqual(['InvalidSignatureException', 403]);
    expect(message).toContain('The request is signed without a Region. Set AWS_REGION');
  });

  it('uses the account of an access key ID of twelve digits', () => {
    const { userId, ...identity } = identifyBy('111122223333', 'eu-west-1');
    expect(identity).toEqual({
      account: '111122223333',
      region: 'eu-west-1',
      arn: 'arn:aws:iam::111122223333:user/ecr-local',
    });
    expect(userId).toMatch(/^AIDA[0-9A-Z]{17}$/);
  });

  it.each(['AKIAECRLOCALEXAMPLE0', '11112222333', '1111222233334', '11112222333a'])(
    'uses the default account for the access key ID %s',
    (accessKeyId) => {
      expect(identifyBy(accessKeyId).account).toBe('123456789012');
    },
  );

  it.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('returns a user of %s in the partition %s', (region, partition) => {
    expect(identifyBy('111122223333', region).arn).toBe(`arn:${partition}:iam::111122223333:user/ecr-local`);
  });

  it('recognizes a role session by its token', () => {
    const role = parseRoleArn('arn:aws:iam::111122223333:role/team/Reader');
    if (role === undefined) throw new Error('The ARN is not read.');
    const token = sessionToken({ role, sessionName: 'here' });
    const { userId, ...identity } = identifyBy('111122223333', 'eu-west-1', token);
    expect(identity).toEqual({
      account: '111122223333',
      region: 'eu-west-1',
      arn: 'arn:aws:sts::111122223333:assumed-role/Reader/here',
    });
    expect(userId).toMatch(/^AROA[0-9A-Z]{17}:here$/);
    expect(identifyBy('444455556666', 'eu-west-1', token).arn).toBe('arn:aws:iam::444455556666:user/ecr-local');
  });

  it.each(['', 'token', Buffer.from('{"roleArn":"x","sessionName":"y"}').toString('base64url')])(
    'ignores the foreign token %j',
    (token) => {
      expect(identifyBy('111122223333', 'eu-west-1', token).arn).toBe('arn:aws:iam::111122223333:user/ecr-local');
    },
  );

  it('accepts unsigned requests only when they are allowed', () => {
    expect(identify({}, 'ecr', { ...options, allowUnsigned: true })).toMatchObject({
      account: '123456789012',
      region: 'us-east-1',
    });
    expect(refusal(() => identify({}, 'ecr', options)).type).toBe('MissingAuthenticationTokenException');
  });

  it('refuses a header that is not a signature', () => {
    const error = refusal(() => identify({ authorization: 'Basic eDp5' }, 'ecr', options));
    expect(error.type).toBe('IncompleteSignatureException');
  });

  it('refuses a signature for another service', () => {
    const error = refusal(() => identify({ authorization: authorization('AKID') }, 'sts', options));
    expect(error).toMatchObject({ type: 'InvalidSignatureException', status: 403 });
    expect(error.message).toContain("'sts'");
  });
});

describe('parseRoleArn', () => {
  it.each([
    ['arn:aws:iam::111122223333:role/Reader', 'aws', 'Reader'],
    ['arn:aws-cn:iam::111122223333:role/a/b/c+=,.@-_1', 'aws-cn', 'c+=,.@-_1'],
    [`arn:aws-us-gov:iam::111122223333:role//${'r'.repeat(64)}`, 'aws-us-gov', 'r'.repeat(64)],
  ])('reads %s', (arn, partition, name) => {
    expect(parseRoleArn(arn)).toEqual({ arn, partition, account: '111122223333', name });
  });

  it.each([
    '',
    'Reader',
    'arn:aws:iam::111122223333:user/Reader',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::111122223333:role/team/',
    'arn:aws:iam::11112222333:role/Reader',
    'arn:aws:iam:us-east-1:111122223333:role/Reader',
    'arn:aws:sts::111122223333:assumed-role/Reader/x',
    'arn:azure:iam::111122223333:role/Reader',
    'arn:aws:iam::111122223333:role/Rea der',
    `arn:aws:iam::111122223333:role/${'r'.repeat(65)}`,
  ])('does not read %j', (arn) => {
    expect(parseRoleArn(arn)).toBeUndefined();
  });
});
