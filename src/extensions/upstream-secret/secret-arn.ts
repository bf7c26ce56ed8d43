import { GeneralError, ServiceError } from '../../model/errors.ts';
import { describeSecret } from '../../model/secrets-manager.ts';
import type { Call } from '../rules/rule-calls.ts';

/**
 * Looks up the ARN of a secret.
 *
 * @param name with its prefix
 * @param advice how to create the secret
 * @throws EcrError, among them GeneralError for a secret that does not exist or is marked for deletion
 */
export async function lookUpSecretArn(name: string, advice: string, call: Call): Promise<string> {
  try {
    const { ARN: arn, DeletedDate: deleted } = await call(describeSecret, { SecretId: name });
    if (deleted !== undefined)
      throw new GeneralError(`The secret ${name} is marked for deletion. ${deletionAdvice(name)}`);
    if (typeof arn === 'string') return arn;
  } catch (error) {
    if (isMissingSecret(error)) throw new GeneralError(`There is no secret ${name}. ${advice}`);
    throw error;
  }
  throw new GeneralError(`The response of Secrets Manager has no ARN of the secret ${name}.`);
}

/** Returns whether a call failed because the secret does not exist. */
export function isMissingSecret(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'ResourceNotFoundException';
}

/** What to do about a secret that is marked for deletion. */
export function deletionAdvice(name: string): string {
  return `To keep it, use: aws secretsmanager restore-secret --secret-id ${name}`;
}
