import type { AwsCredentialIdentity } from '@smithy/types';

import { ConfigurationError, GeneralError } from '../model/errors.ts';
import { characterName } from '../python/strings.ts';
import { checkedTextOf } from '../settings/chosen-profile.ts';
import type { Profile } from '../settings/profiles.ts';
import type { CredentialContext, SourceProfile } from './context.ts';
import { type ExpiringCredentials, requireExpirationTime } from './expiration.ts';

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
    {
      place: 'env',
      names: {
        accessKeyId: 'AWS_ACCESS_KEY_ID',
        secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
        sessionToken: variable('AWS_SECURITY_TOKEN') === undefined ? 'AWS_SESSION_TOKEN' : 'AWS_SECURITY_TOKEN',
      },
      origin: 'in the environment',
    },
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
  return profileKeys(
    profile.files.credentials.get(name),
    'shared-credentials-file',
    `of [${name}] in the credentials file`,
  );
}

/** Keys in the config file. @throws GeneralError when only half of the pair is there */
export function configFileKeys(
  { name }: SourceProfile,
  { profile }: Pick<CredentialContext, 'profile'>,
): AwsCredentialIdentity | undefined {
  return profileKeys(profile.files.config.get(name), 'config-file', `of the profile ${name} in the config file`);
}

/**
 * A key without a value counts here: an empty aws_security_token hides aws_session_token. (botocore:
 * SharedCredentialProvider)
 */
function profileKeys(values: Profile = new Map(), place: string, origin: string): AwsCredentialIdentity | undefined {
  const tokenName = values.has('aws_security_token') ? 'aws_security_token' : 'aws_session_token';
  return keyPair(
    {
      accessKeyId: checkedTextOf(values, 'aws_access_key_id'),
      secretAccessKey: checkedTextOf(values, 'aws_secret_access_key'),
      sessionToken: checkedTextOf(values, tokenName),
    },
    {
      place,
      names: { accessKeyId: 'aws_access_key_id', secretAccessKey: 'aws_secret_access_key', sessionToken: tokenName },
      origin,
    },
  );
}

interface Keys {
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
  readonly sessionToken: string | undefined;
}

/** Where keys come from, for messages. */
interface KeySource {
  /** The AWS CLI's name of the place. */
  readonly place: string;
  readonly names: Readonly<Record<keyof Keys, string>>;
  /** The place in words, after the name of a key. */
  readonly origin: string;
}

function keyPair(keys: Keys, { place, names, origin }: KeySource): AwsCredentialIdentity | undefined {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  if (accessKeyId === undefined) return undefined;
  if (secretAccessKey === undefined)
    throw new GeneralError(`Partial credentials found in ${place}, missing: ${names.secretAccessKey}`);
  requireHeaderText(accessKeyId, `${names.accessKeyId} ${origin}`);
  requireHeaderText(secretAccessKey, `${names.secretAccessKey} ${origin}`);
  requireHeaderText(sessionToken ?? '', `${names.sessionToken} ${origin}`);
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/**
 * Checks a key, a secret or a token for characters that no header can hold, such as a line end, or a zero-width space
 * or a typographic quote from a web page. An extension: the AWS CLI sends them or fails with another message.
 *
 * @param name the name of the value and where it comes from; the value itself is in no message
 * @throws ConfigurationError
 */
export function requireHeaderText(value: string, name: string): void {
  const [character] = /[\0-\u001f\u007f-\u009f]|[^\0-\u00ff]/u.exec(value) ?? [];
  if (character === undefined) return;
  throw new ConfigurationError(
    'Configuration',
    `The value of ${name} has the character ${characterName(character)}, which cannot be sent.`,
  );
}
