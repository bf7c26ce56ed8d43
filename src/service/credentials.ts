import type { AwsCredentialIdentity } from '@smithy/types';

import { ConfigurationError, GeneralError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { ChosenProfile } from '../settings/settings.ts';

/**
 * Finds credentials where the AWS CLI finds them first: in the environment, unless --profile was given, and in the
 * profile's own keys. Everything else (roles, SSO, processes, containers, instances) is left to the SDK's providers.
 *
 * @throws GeneralError when only half of a pair of keys is there
 * @throws ConfigurationError when there are none
 */
export async function findCredentials(profile: ChosenProfile, io: Io): Promise<AwsCredentialIdentity> {
  const own = (profile.byFlag ? undefined : fromEnvironment(io)) ?? fromProfile(profile);
  if (own !== undefined) return own;
  const { fromSdkProviders } = await import('./sdk-credentials.ts');
  const found = await fromSdkProviders(profile);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    'NoCredentials',
    'Unable to locate credentials. You can configure credentials by running "aws login".',
  );
}

function fromEnvironment({ environment }: Io): AwsCredentialIdentity | undefined {
  return keyPair(environment['AWS_ACCESS_KEY_ID'], environment['AWS_SECRET_ACCESS_KEY'], environment['AWS_SESSION_TOKEN'], {
    place: 'env',
    secretName: 'AWS_SECRET_ACCESS_KEY',
  });
}

function fromProfile({ values }: ChosenProfile): AwsCredentialIdentity | undefined {
  const text = (key: string) => {
    const value = values.get(key);
    return typeof value === 'string' ? value : undefined;
  };
  return keyPair(text('aws_access_key_id'), text('aws_secret_access_key'), text('aws_session_token'), {
    place: 'shared-credentials-file',
    secretName: 'aws_secret_access_key',
  });
}

function keyPair(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
  { place, secretName }: { readonly place: string; readonly secretName: string },
): AwsCredentialIdentity | undefined {
  if (!accessKeyId) return undefined;
  if (!secretAccessKey) throw new GeneralError(`Partial credentials found in ${place}, missing: ${secretName}`);
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
