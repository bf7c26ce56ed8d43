import { randomUUID } from 'node:crypto';

import { GeneralError, SecretError, ServiceError } from '../../model/errors.ts';
import { createSecret, describeSecret, putSecretValue } from '../../model/secrets-manager.ts';
import type { ValueMap } from '../../model/values.ts';
import type { Call } from '../rules/rule-calls.ts';
import { deletionAdvice, isMissingSecret } from './secret-arn.ts';
import type { SecretResult } from './secret-result.ts';

/** A secret as Amazon ECR reads it. */
export interface UpstreamSecret {
  /** With its prefix. */
  readonly name: string;
  /** The whole value, with the user name and the access token. */
  readonly value: string;
}

/**
 * Creates a secret, or gives an existing one a new value. It is described first, so that no value goes into a secret
 * that Amazon ECR cannot read.
 *
 * @throws EcrError
 */
export async function putSecret(
  secret: UpstreamSecret,
  call: Call,
): Promise<Required<Pick<SecretResult, 'arn' | 'action'>>> {
  const existing = await describe(secret, call);
  if (existing !== undefined) return update(secret, existing, call);
  try {
    const created = await call(createSecret, { Name: secret.name, ...versionOf(secret) });
    return { action: 'create', arn: arnIn(created) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // Another process, or another profile of the same account, may have created the secret meanwhile.
    const raced = error.code === createSecret.existsError ? await describe(secret, call) : undefined;
    if (raced === undefined) throw explained(error, secret);
    return update(secret, raced, call);
  }
}

async function update(secret: UpstreamSecret, existing: ValueMap, call: Call) {
  requireManagedKey(secret, existing);
  try {
    const changed = await call(putSecretValue, { SecretId: secret.name, ...versionOf(secret) });
    return { action: 'update' as const, arn: arnIn(changed) };
  } catch (error) {
    throw error instanceof ServiceError ? explained(error, secret) : error;
  }
}

async function describe({ name }: UpstreamSecret, call: Call): Promise<ValueMap | undefined> {
  try {
    return await call(describeSecret, { SecretId: name });
  } catch (error) {
    if (isMissingSecret(error)) return undefined;
    throw error;
  }
}

/** The token makes a repeated request, after a lost response, have no further effect. */
function versionOf({ value }: UpstreamSecret) {
  return { ClientRequestToken: randomUUID(), SecretString: value };
}

function arnIn({ ARN: arn }: ValueMap): string {
  if (typeof arn === 'string') return arn;
  throw new GeneralError('The response of Secrets Manager has no ARN. The secret was written.');
}

/** Adds to the error of a secret that is marked for deletion what to do about it. */
function explained(error: ServiceError, { name }: UpstreamSecret): ServiceError {
  const isDeleted = error.code === 'InvalidRequestException' && /\bdelet/i.test(error.serviceMessage);
  if (isDeleted && error.note === undefined) error.note = deletionAdvice(name);
  return error;
}

/** @throws SecretError for a secret under a key that Amazon ECR cannot use */
function requireManagedKey({ name }: UpstreamSecret, { KmsKeyId: key }: ValueMap): void {
  if (typeof key !== 'string' || /(?:^|:)alias\/aws\/secretsmanager$/.test(key)) return;
  throw new SecretError(
    'UnsupportedKey',
    `The secret ${name} is encrypted with the KMS key ${key}. Amazon ECR reads only secrets under the key ` +
      'aws/secretsmanager. Nothing was changed. Either change the key: ' +
      `aws secretsmanager update-secret --secret-id ${name} --kms-key-id alias/aws/secretsmanager; ` +
      'or use another secret with --secret-name.',
  );
}
