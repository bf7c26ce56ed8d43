import { GeneralError } from '../../errors.ts';
import { isTrue } from '../../settings/settings.ts';
import type { CredentialContext, CredentialSource } from './context.ts';

/**
 * Asks the endpoint that a container's environment names.
 *
 * @throws GeneralError when it does not answer as it should
 */
export const containerCredentials: CredentialSource = async (_, { io }) => {
  const relative = io.environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = io.environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (!relative && !full) return undefined;
  const { fromHttp } = await import('@aws-sdk/credential-providers');
  try {
    return await fromHttp({})();
  } catch (error) {
    throw new GeneralError(`Error when retrieving credentials from container-role: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Asks the metadata service of an EC2 instance, unless that is switched off. */
export const instanceCredentials: CredentialSource = async (_, context) => {
  if (isMetadataDisabled(context)) return undefined;
  const { fromInstanceMetadata } = await import('@aws-sdk/credential-providers');
  const seconds = Number(context.io.environment['AWS_METADATA_SERVICE_TIMEOUT'] ?? 1);
  const attempts = Number(context.io.environment['AWS_METADATA_SERVICE_NUM_ATTEMPTS'] ?? 1);
  try {
    return await fromInstanceMetadata({ timeout: seconds * 1000, maxRetries: Math.max(attempts - 1, 0) })();
  } catch {
    // This machine is no instance, or has no role.
    return undefined;
  }
};

export function isMetadataDisabled({ io }: Pick<CredentialContext, 'io'>): boolean {
  return isTrue(io.environment['AWS_EC2_METADATA_DISABLED']);
}
