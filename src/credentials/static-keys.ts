import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import { checkedTextOf } from '../settings/chosen-profile.ts';
import type { Profile } from '../settings/profiles.ts';
import type { CredentialContext, SourceProfile } from './context.ts';
import { requireExpirationTime, type ExpiringCredentials } from './expiration.ts';

/**
 * Keys in the environment. An empty variable counts as unset. (botocore: EnvProvider)
 *
 * @throws GeneralError when only half of the pair is set, or AWS_CREDENTIAL_EXPIRATION is not a time
 */
export function environmentKeys({
  io: { environment },
}: Pick<CredentialContext, 'io'>): ExpiringCredentials | undefined {
  const variable = (name: string) => environment[name] || undefined;
  const identity = keyPair(
    {
      accessKeyId: variable('AWS_ACCESS_KEY_ID'),
      secretAccessKey: variable('AWS_SECRET_ACCESS_KEY'),
      sessionToken: variable('AWS_SECURITY_TOKEN') ?? variable('AWS_SESSION_TOKEN'),
    },
    { place: 'env', secretName: 'AWS_SECRET_ACCESS_KEY' },
  );
  if (identity === undefined) return undefined;
  const expiration = variable('AWS_CREDENTIAL_EXPIRATION');
  return { identity, expires: expiration === undefined ? undefined : requireExpirationTime(expiration) };
}

/** Keys in the credentials file. @throws GeneralError when only half of the pair is there */
export function credentialsFileKeys(
  { name }: SourceProfile,
  { profile }: Pick<CredentialContext, 'profile'>,
): AwsCredentialIdentity | undefined {
  return profileKeys(profile.files.credentials.get(name), 'shared-credentials-file');
}

/** Keys in the config file. @throws GeneralError when only half of the pair is there */
export function configFileKeys(
  { name }: SourceProfile,
  { profile }: Pick<CredentialContext, 'profile'>,
): AwsCredentialIdentity | undefined {
  return profileKeys(profile.files.config.get(name), 'config-file');
}

/**
 * A key without a value counts here: an empty aws_security_token hides aws_session_token. (botocore:
 * SharedCredentialProvider)
 */
function profileKeys(values: Profile = new Map(), place: string): AwsCredentialIdentity | undefined {
  return keyPair(
    {
      accessKeyId: checkedTextOf(values, 'aws_access_key_id'),
      secretAccessKey: checkedTextOf(values, 'aws_secret_access_key'),
      sessionToken: checkedTextOf(values, 'aws_security_token') ?? checkedTextOf(values, 'aws_session_token'),
    },
    { place, secretName: 'aws_secret_access_key' },
  );
}

interface Keys {
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly sessionToken: string | undefined;
}

function keyPair(
  { accessKeyId, secretAccessKey, sessionToken }: Keys,
  { place, secretName }: { readonly place: string; readonly secretName: string },
): AwsCredentialIdentity | undefined {
  if (accessKeyId === undefined) return undefined;
  if (secretAccessKey === undefined)
    throw new GeneralError(`Partial credentials found in ${place}, missing: ${secretName}`);
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}
