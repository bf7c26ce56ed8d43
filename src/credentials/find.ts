import type { AwsCredentialIdentity } from '@smithy/types';

import { ConfigurationError } from '../model/errors.ts';
import type { NamedSource } from './assume-role.ts';
import { asksForSso, type CredentialContext, type CredentialFetch, memoized, type SourceProfile } from './context.ts';
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
  if (fetch === undefined) throw noCredentials();
  const identity = await fetch();
  context.io.trace?.(
    'credentials',
    `Using the access key ${identity.accessKeyId}` +
      (identity.sessionToken === undefined ? '' : ', with a session token'),
  );
  return identity;
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
    bySource: (name, same) => shared(`source ${name}`, same, () => namedSource(name, same)),
    byProfile: (other, same) => shared(`profile ${other.name}`, same, () => withoutRole(other, same, false)),
  });
}

/** Finds the credentials that roles are assumed with once, for all roles of a run. */
function shared(
  key: string,
  { shared: { sources }, io }: CredentialContext,
  find: () => Promise<CredentialFetch | undefined>,
): Promise<CredentialFetch | undefined> {
  const source = sources.get(key) ?? find().then((fetch) => fetch && memoized(fetch, io));
  sources.set(key, source);
  return source;
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
    fetchOf(credentialsFileKeys(source, context)) ??
    (values.has('login_session') ? await login(source, context) : undefined) ??
    (values.has('credential_process')
      ? await (await import('./process.ts')).processCredentials(source, context)
      : undefined) ??
    fetchOf(configFileKeys(source, context))
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
  const { containerCredentials } = await import('./container.ts');
  return renewable(() => containerCredentials(context));
}

async function onInstance(context: CredentialContext): Promise<CredentialFetch | undefined> {
  const { instanceRole } = await import('./instance-metadata.ts');
  return renewable(() => instanceRole(context.settings, context.io));
}

async function login(source: SourceProfile, context: CredentialContext): Promise<CredentialFetch | undefined> {
  const { loginCredentials } = await import('./login.ts');
  return renewable(() => loginCredentials(source, context));
}

/** Fetches credentials at once, because only then it is known whether there are any, and later again. */
async function renewable(
  fetch: () => Promise<AwsCredentialIdentity | undefined>,
): Promise<CredentialFetch | undefined> {
  let first = await fetch();
  if (first === undefined) return undefined;
  return async () => {
    const identity = first ?? (await fetch());
    first = undefined;
    return identity ?? Promise.reject(noCredentials());
  };
}

function fetchOf(identity: AwsCredentialIdentity | undefined): CredentialFetch | undefined {
  return identity === undefined ? undefined : () => Promise.resolve(identity);
}

function noCredentials(): ConfigurationError {
  return new ConfigurationError(
    'NoCredentials',
    'Unable to locate credentials. You can configure credentials by running "aws login".',
  );
}
