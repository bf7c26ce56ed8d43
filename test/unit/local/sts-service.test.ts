import { describe, expect, it } from 'vitest';

import { LocalError } from '../../../src/local/local-error.ts';
import { stsService } from '../../../src/local/sts-service.ts';

const sts = stsService({ now: () => new Date('2026-01-02T03:04:05.678Z') });
const caller = {
  account: '111122223333',
  region: 'eu-west-1',
  arn: 'arn:aws:iam::111122223333:user/ecr-local',
  userId: 'AIDA1',
};
const role = 'arn:aws:iam::444455556666:role/team/Reader';

function call(parameters: Readonly<Record<string, string>>): string {
  const body = new URLSearchParams({ Version: '2011-06-15', ...parameters }).toString();
  return sts.respond({ method: 'POST', headers: {}, body, caller: () => caller, requestId: 'id' }).body;
}

function refusal(parameters: Readonly<Record<string, string>>): string {
  try {
    return call(parameters);
  } catch (error) {
    if (error instanceof LocalError) return `${error.type}: ${error.message}`;
    throw error;
  }
}

describe('GetCallerIdentity', () => {
  it('returns the caller', () => {
    expect(call({ Action: 'GetCallerIdentity' })).toBe(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<Arn>arn:aws:iam::111122223333:user/ecr-local</Arn><UserId>AIDA1</UserId><Account>111122223333</Account>' +
        '</GetCallerIdentityResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>' +
        '</GetCallerIdentityResponse>\n',
    );
  });
});

describe('AssumeRole', () => {
  const assume = (more: Readonly<Record<string, string>> = {}) => ({
    Action: 'AssumeRole',
    RoleArn: role,
    RoleSessionName: 'session',
    ...more,
  });

  it("returns a key of the role's account and the session", () => {
    const body = call(assume());
    expect(body).toContain('<AccessKeyId>444455556666</AccessKeyId>');
    expect(body).toContain('<Arn>arn:aws:sts::444455556666:assumed-role/Reader/session</Arn>');
    expect(body).toMatch(/<AssumedRoleId>AROA[0-9A-Z]{17}:session<\/AssumedRoleId>/);
    expect(body).toMatch(/<SecretAccessKey>[A-Za-z0-9+/]{40}<\/SecretAccessKey>/);
  });

  it.each([{}, { DurationSeconds: '900' }, { DurationSeconds: '43200' }])(
    'with %j expires in fourteen minutes, too soon to be taken from the role cache',
    (more: Readonly<Record<string, string>>) => {
      expect(call(assume(more))).toContain('<Expiration>2026-01-02T03:18:05Z</Expiration>');
    },
  );

  it('does not need MFA', () => {
    const mfa = { SerialNumber: 'arn:aws:iam::111122223333:mfa/me', TokenCode: '000000' };
    expect(call(assume(mfa))).toContain('<AccessKeyId>444455556666</AccessKeyId>');
  });

  it.each([
    [{ RoleArn: 'arn' }, "Value 'arn' at 'roleArn' failed to satisfy constraint: Member must have length greater"],
    [
      { RoleArn: `${role}${'x'.repeat(2048)}` },
      "at 'roleArn' failed to satisfy constraint: Member must have length less",
    ],
    [{ RoleSessionName: 'a' }, "Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length"],
    [{ RoleSessionName: 'a b' }, "at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular"],
    [
      { DurationSeconds: '899' },
      "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value",
    ],
    [{ DurationSeconds: '43201' }, "at 'durationSeconds' failed to satisfy constraint: Member must have value less"],
    [{ ExternalId: 'x' }, "at 'externalId' failed to satisfy constraint: Member must have length greater"],
  ])('refuses %j', (more: Readonly<Record<string, string>>, message) => {
    expect(refusal(assume(more))).toContain(`ValidationError: 1 validation error detected: `);
    expect(refusal(assume(more))).toContain(message);
  });

  it('refuses a missing parameter', () => {
    expect(refusal({ Action: 'AssumeRole', RoleArn: role })).toBe(
      "ValidationError: 1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    );
    expect(refusal({ Action: 'AssumeRole' })).toContain("Value null at 'roleArn'");
  });

  it('refuses a duration that is not a number', () => {
    expect(refusal(assume({ DurationSeconds: '1h' }))).toContain('MalformedInput: ');
  });

  it('refuses an ARN that is not the ARN of a role', () => {
    const user = 'arn:aws:iam::444455556666:user/Reader';
    expect(refusal(assume({ RoleArn: user }))).toBe(`ValidationError: ${user} is invalid`);
  });
});

describe('the query protocol', () => {
  it.each([
    [{ Action: 'GetSessionToken' }, 'GetSessionToken for version 2011-06-15'],
    [{ Action: 'constructor' }, 'constructor for version 2011-06-15'],
    [{ Action: 'GetCallerIdentity', Version: '2010-05-08' }, 'GetCallerIdentity for version 2010-05-08'],
    [{}, ' for version 2011-06-15'],
  ])('refuses %j', (parameters: Readonly<Record<string, string>>, operation) => {
    expect(refusal(parameters)).toBe(`InvalidAction: Could not find operation ${operation}`);
  });

  it('writes errors with the code and the message', () => {
    expect(sts.errorResponse(new LocalError('ThrottlingException', 'Rate <exceeded>'), 'id')).toEqual({
      status: 400,
      contentType: 'text/xml',
      body:
        '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>' +
        '<Code>ThrottlingException</Code><Message>Rate &lt;exceeded&gt;</Message></Error>' +
        '<RequestId>id</RequestId></ErrorResponse>\n',
    });
  });

  it.each([
    [new LocalError('MissingAuthenticationTokenException', ''), 'Sender', 'MissingAuthenticationToken'],
    [new LocalError('InvalidSignatureException', '', 403), 'Sender', 'SignatureDoesNotMatch'],
    [new LocalError('ServerException', '', 500), 'Receiver', 'InternalFailure'],
  ])('has its own names for common errors: %s', (error, type, code) => {
    expect(sts.errorResponse(error, 'id').body).toContain(`<Type>${type}</Type><Code>${code}</Code>`);
  });
});
