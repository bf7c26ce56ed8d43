import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { Profile } from '../settings/profiles.ts';
import { textOf } from '../settings/chosen-profile.ts';
import type { CredentialContext, SourceProfile } from './context.ts';

/** Keys in the environment. @throws GeneralError when only half of the pair is there */
export function environmentKeys({
  io: { environment },
}: Pick<CredentialContext, 'io'>): AwsCredentialIdentity | undefined {
  // A variable that is empty is none, but a key of a file is there also where it has no value. (botocore behaviour)
  return keyPair(
    environment['AWS_ACCESS_KEY_ID'] || undefined,
    environment['AWS_SECRET_ACCESS_KEY'] || undefined,
    environment['AWS_SESSION_TOKEN'] || environment['AWS_SECURITY_TOKEN'],
    {
      place: 'env',
      secretName: 'AWS_SECRET_ACCESS_KEY',
    },
  );
}

/** Keys in the credentials file. @throws GeneralError when only half of the pair is there */
export function credentialsFileKeys(
  { name }: SourceProfile,
  { profile }: Pick<CredentialContext, 'profile'>,
): AwsCredentialIdentity | undefined {
  return profileKeys(profile.files.credentials.get(name) ?? new Map(), 'shared-credentials-file');
}

/** Keys in the config file. @throws GeneralError when only half of the pair is there */
export function configFileKeys({ values }: SourceProfile): AwsCredentialIdentity | undefined {
  return profileKeys(values, 'config-file');
}

function profileKeys(values: Profile, place: string): AwsCredentialIdentity | undefined {
  return keyPair(
    textOf(values, 'aws_access_key_id'),
    textOf(values, 'aws_secret_access_key'),
    textOf(values, 'aws_session_token') ?? textOf(values, 'aws_security_token'),
    {
      place,
      secretName: 'aws_secret_access_key',
    },
  );
}

function keyPair(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
  { place, secretName }: { readonly place: string; readonly secretName: string },
): AwsCredentialIdentity | undefined {
  if (accessKeyId === undefined) return undefined;
  if (secretAccessKey === undefined)
    throw new GeneralError(`Partial credentials found in ${place}, missing: ${secretName}`);
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
