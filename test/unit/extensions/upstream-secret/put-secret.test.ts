import { describe, expect, it } from 'vitest';

import { putSecret } from '../../../../src/extensions/upstream-secret/put-secret.ts';
import { EcrError, ServiceError, UnansweredError } from '../../../../src/model/errors.ts';
import type { Parameters, ValueMap } from '../../../../src/model/values.ts';

const name = 'ecr-pullthroughcache/docker-hub';
const arn = `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
const value = '{"username":"someone","accessToken":"t0ken"}';

const missing = new ServiceError('ResourceNotFoundException', 'DescribeSecret', 'no such secret', undefined);
const exists = new ServiceError('ResourceExistsException', 'CreateSecret', 'it exists', undefined);
const deleted = (operation: string) =>
  new ServiceError(
    'InvalidRequestException',
    operation,
    "You can't perform this operation on the secret because it was marked for deletion.",
    undefined,
  );

/** Puts the secret into a service that answers in this order. */
async function put(...answers: readonly (ValueMap | Error)[]) {
  const calls: { readonly operation: string; readonly parameters: Parameters }[] = [];
  const left = [...answers];
  const result = await putSecret({ name, value }, ({ name: operation }, parameters) => {
    calls.push({ operation, parameters });
    const answer = left.shift() ?? new Error('There is no answer left.');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }).catch((error: unknown) => {
    if (error instanceof EcrError) return error;
    throw error;
  });
  return { result, calls, operations: calls.map(({ operation }) => operation) };
}

describe('putSecret', () => {
  it('creates a secret that does not exist', async () => {
    const { result, calls, operations } = await put(missing, { ARN: arn });
    expect(result).toEqual({ action: 'create', arn });
    expect(operations).toEqual(['DescribeSecret', 'CreateSecret']);
    expect(calls[1]?.parameters).toMatchObject({ Name: name, SecretString: value });
    expect(calls[1]?.parameters['ClientRequestToken']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([{}, { KmsKeyId: 'alias/aws/secretsmanager' }, { KmsKeyId: 'arn:aws:kms:x:1:alias/aws/secretsmanager' }])(
    'gives an existing secret a new value: %j',
    async (key) => {
      const { result, calls, operations } = await put({ ARN: arn, ...key }, { ARN: arn });
      expect(result).toEqual({ action: 'update', arn });
      expect(operations).toEqual(['DescribeSecret', 'PutSecretValue']);
      expect(calls[1]?.parameters).toMatchObject({ SecretId: name, SecretString: value });
    },
  );

  it('updates a secret that another process creates meanwhile', async () => {
    const { result, operations } = await put(missing, exists, { ARN: arn }, { ARN: arn });
    expect(result).toEqual({ action: 'update', arn });
    expect(operations).toEqual(['DescribeSecret', 'CreateSecret', 'DescribeSecret', 'PutSecretValue']);
  });

  it('sends no value into a secret under another key, and says what to do', async () => {
    const { result, operations } = await put({ ARN: arn, KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/k' });
    expect(operations).toEqual(['DescribeSecret']);
    expect(result).toMatchObject({ code: 'UnsupportedKey', exitCode: 255 });
    const { message } = result instanceof EcrError ? result : { message: '' };
    expect(message).toContain('arn:aws:kms:us-east-1:123456789012:key/k');
    expect(message).toContain(`update-secret --secret-id ${name} --kms-key-id alias/aws/secretsmanager`);
  });

  it.each([
    ['PutSecretValue', [{ ARN: arn, DeletedDate: 1 }, deleted('PutSecretValue')]],
    ['CreateSecret', [missing, deleted('CreateSecret')]],
  ] as const)('adds to the error of %s for a secret marked for deletion what to do', async (_, answers) => {
    const { result } = await put(...answers);
    expect(result).toMatchObject({
      code: 'InvalidRequestException',
      note: `To keep it, use: aws secretsmanager restore-secret --secret-id ${name}`,
    });
  });

  it('leaves other failures as they are', async () => {
    const lost = new UnansweredError('no answer');
    expect((await put(lost)).result).toBe(lost);
    expect((await put(missing, lost)).result).toBe(lost);
    const denied = new ServiceError('AccessDeniedException', 'CreateSecret', 'denied', undefined);
    expect((await put(missing, denied)).result).toBe(denied);
    expect(denied.note).toBeUndefined();
  });
});
