import type { AwsCredentialIdentity } from '@smithy/types';

import { ConfigurationError } from '../model/errors.ts';
import type { NamedSource } from './assume-role.ts';
import { asksForSso, type CredentialContext, type CredentialFetch, type SourceProfile } from './context.ts';
import { refreshExpired } from './expiration.ts';
import { configFileKeys, credentialsFileKeys, environmentKeys } from './static-keys.ts';

/**
 * Finds credentials in the AWS CLI's order. The SDK's providers do the work where they can; the SDK's own chain has
 * another order and reads the files differently. The code for each kind is loaded when that kind is configured.
 *
 * @throws ConfigurationError when there are none
 * @throws GeneralError, ServiceError when those that are configured cannot be fetched
 */
export async function findCredentials(context: CredentialContext): Promise<AwsCredentialIdentity> {
  const { profile } = context;
  const useEnvironment = !profile.byFlag;
  const fetch =
    (useEnvironment ? inEnvironment(context) : undefined) ??
    (await withRole(profile, context)) ??
    (await withoutRole(profile, context, useEnvironment)) ??
    (await inContainer(context)) ??
    (await onInstance(context));
  const identity = await fetch?.();
  if (identity !== undefined) {
    context.io.trace?.(
      'credentials',
      `Using the access key ${identity.accessKeyId}` +
        (identity.sessionToken === undefined ? '' : ', with a session token'),
    );
    return identity;
  }
  throw new ConfigurationError(
    'NoCredentials',
    'Unable to locate credentials. You can configure credentials by running "aws login".',
  );
}

function inEnvironment(context: CredentialContext): CredentialFetch | undefined {
  const keys = environmentKeys(context);
  return keys === undefined ? undefined : () => refreshExpired(keys, () => Promise.resolve(keys), context.io);
}

async function withRole(source: SourceProfile, context: CredentialContext): Promise<CredentialFetch | undefined> {
  if (!source.values.has('role_arn')) return undefined;
  context.io.trace?.('credentials', `The profile ${source.name} asks for a role`);
  const { assumedRole } = await import('./assume-role.ts');
  return assumedRole(source, context, {
    bySource: namedSource,
    byProfile: (other, same) => withoutRole(other, same, false),
  });
}

/** @param useEnvironment whether the environment may configure a web identity */
async function withoutRole(
  source: SourceProfile,
  context: CredentialContext,
  useEnvironment: boolean,
): Promise<CredentialFetch | undefined> {
  const { values } = source;
  const hasToken =
    values.has('web_identity_token_file') ||
    (useEnvironment && context.io.environment['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined);
  return (
    (hasToken ? (await import('./web-identity.ts')).webIdentity(source, context, useEnvironment) : undefined) ??
    (asksForSso(source) ? async () => (await import('./sso.ts')).ssoCredentials(source, context) : undefined) ??
    ready(credentialsFileKeys(source, context)) ??
    (values.has('login_session')
      ? ready(await (await import('./login.ts')).loginCredentials(source, context))
      : undefined) ??
    (values.has('credential_process')
      ? await (await import('./process.ts')).processCredentials(source, context)
      : undefined) ??
    ready(configFileKeys(source, context))
  );
}

async function namedSource(name: NamedSource, context: CredentialContext): Promise<CredentialFetch | undefined> {
  if (name === 'Environment') return inEnvironment(context);
  return name === 'EcsContainer' ? inContainer(context) : onInstance(context);
}

async function inContainer(context: CredentialContext): Promise<CredentialFetch | undefined> {
  const { environment } = context.io;
  if (
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] === undefined &&
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] === undefined
  )
    return undefined;
  return ready(await (await import('./container.ts')).containerCredentials(context.io));
}

async function onInstance(context: CredentialContext): Promise<CredentialFetch | undefined> {
  return ready(await (await import('./instance-metadata.ts')).instanceRole(context.settings, context.io));
}

function ready(identity: AwsCredentialIdentity | undefined): CredentialFetch | undefined {
  return identity === undefined ? undefined : () => Promise.resolve(identity);
}
