import { createHash } from 'node:crypto';
import type http from 'node:http';

import { partition } from '@aws-sdk/core/client';

import { mapInJson } from '../python/json.ts';
import { LocalError } from './local-error.ts';

/** Identifies a registry. Each account has one in each Region. */
export interface RegistryAddress {
  readonly account: string;
  readonly region: string;
}

/** The caller of a request, and the registry that the request is about. */
export interface Identity extends RegistryAddress {
  readonly arn: string;
  readonly userId: string;
}

export interface IdentityOptions {
  /** The account of access keys that do not name one. */
  readonly account: string;
  /** Whether unsigned requests are accepted. Their Region is `us-east-1`. */
  readonly allowUnsigned: boolean;
}

/** A session of a role, as AssumeRole starts it. */
export interface RoleSession {
  readonly role: RoleArn;
  readonly sessionName: string;
}

export interface RoleArn {
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  /** The name of the role without its path. */
  readonly name: string;
}

/**
 * Identifies the caller by the signature. An access key ID of twelve digits belongs to the account of that number, as
 * in LocalStack. Signatures are not verified: the secret keys are not known here.
 *
 * @throws LocalError when the signature is missing or malformed, or is for another service
 */
export function identify(
  headers: http.IncomingHttpHeaders,
  signingName: string,
  { account, allowUnsigned }: IdentityOptions,
): Identity {
  if (headers.authorization === undefined && allowUnsigned) return user(account, 'us-east-1');
  const { accessKeyId, region } = readSignature(headers.authorization, signingName);
  const session = readSessionToken(headers['x-amz-security-token']?.toString());
  if (session?.role.account === accessKeyId) return { account: accessKeyId, region, ...assumedRole(session) };
  return user(/^\d{12}$/.test(accessKeyId) ? accessKeyId : account, region);
}

function user(account: string, region: string): Identity {
  return {
    account,
    region,
    arn: `arn:${partition(region).name}:iam::${account}:user/ecr-local`,
    userId: uniqueId('AIDA', account),
  };
}

const roleArnPattern =
  /^arn:(?<partition>aws(?:-[a-z]+)*):iam::(?<account>\d{12}):role\/(?:[!-~]*\/)?(?<name>[\w+=,.@-]{1,64})$/;

/** Reads the ARN of a role, which may have a path. Returns undefined for any other text. */
export function parseRoleArn(arn: string): RoleArn | undefined {
  const { partition, account, name } = roleArnPattern.exec(arn)?.groups ?? {};
  return partition === undefined || account === undefined || name === undefined
    ? undefined
    : { arn, partition, account, name };
}

/** The ARN and the ID of a role session. The ARN does not include the path of the role, as in IAM. */
export function assumedRole({ role, sessionName }: RoleSession): Pick<Identity, 'arn' | 'userId'> {
  return {
    arn: `arn:${role.partition}:sts::${role.account}:assumed-role/${role.name}/${sessionName}`,
    userId: `${uniqueId('AROA', role.arn)}:${sessionName}`,
  };
}

/** The session token of a role session. It carries the session, so that the endpoint need not remember it. */
export function sessionToken({ role, sessionName }: RoleSession): string {
  return Buffer.from(JSON.stringify({ roleArn: role.arn, sessionName })).toString('base64url');
}

/** Reads a session token of this endpoint. Returns undefined for any other token. */
function readSessionToken(token = ''): RoleSession | undefined {
  const { roleArn, sessionName } = mapInJson(Buffer.from(token, 'base64url').toString('utf8')) ?? {};
  const role = typeof roleArn === 'string' ? parseRoleArn(roleArn) : undefined;
  return role !== undefined && typeof sessionName === 'string' ? { role, sessionName } : undefined;
}

/** An ID in the form of IAM's unique identifiers: a prefix for the kind and seventeen capital letters and digits. */
function uniqueId(kind: 'AIDA' | 'AROA', name: string): string {
  return kind + createHash('sha256').update(name).digest('hex').toUpperCase().slice(0, 17);
}

export interface Signature {
  readonly accessKeyId: string;
  /** The Region in the credential scope. */
  readonly region: string;
}

const headerPattern =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/\d{8}\/(?<region>[^/]*)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

/**
 * Reads an Authorization header of Signature Version 4.
 *
 * @param signingName the service that the signature has to be for
 * @throws LocalError when there is no such header, or the signature is for another service or for no Region
 */
export function readSignature(authorization: string | undefined, signingName: string): Signature {
  if (authorization === undefined)
    throw new LocalError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const { accessKeyId, region, service } = headerPattern.exec(authorization)?.groups ?? {};
  if (accessKeyId === undefined || region === undefined)
    throw new LocalError('IncompleteSignatureException', 'The Authorization header is not a SigV4 signature.');
  if (region === '') {
    throw new LocalError(
      'InvalidSignatureException',
      'The request is signed without a Region. Set AWS_REGION, or the Region of the client, to a Region such as us-east-1.',
      403,
    );
  }
  if (service !== signingName) {
    throw new LocalError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${signingName}'.`,
      403,
    );
  }
  return { accessKeyId, region };
}
