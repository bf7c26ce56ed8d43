import type { AwsCredentialIdentity } from '@smithy/types';

import { ConfigurationError } from '../model/errors.ts';
import { asksForSso, type CredentialContext, type SourceProfile } from './context.ts';
import { configFileKeys, credentialsFileKeys, environmentKeys } from './static-keys.ts';

/**
 * Finds credentials in the AWS CLI's order. The SDK's providers do the work, chosen and fed from here, because the
 * SDK's own chain has another order and reads the files in another way. Each kind is loaded when it is configured.
 *
 * @throws ConfigurationError when there are none
 * @throws GeneralError, ServiceError when those that are configured cannot be had
 */
export async function findCredentials(context: CredentialContext): Promise<AwsCredentialIdentity> {
  const { name, values, byFlag } = context.profile;
  const found =
    (byFlag ? undefined : environmentKeys(context)) ??
    (await inProfile({ name, values }, context, !byFlag)) ??
    (await inContainer(context)) ??
    (await onInstance(context));
  if (found !== undefined) {
    context.io.trace?.(
      'credentials',
      `Using the access key ${found.accessKeyId}${found.sessionToken === undefined ? '' : ', with a session token'}`,
    );
    return found;
  }
  throw new ConfigurationError(
    'NoCredentials',
    'Unable to locate credentials. You can configure credentials by running "aws login".',
  );
}

/** @param useEnvironment whether a web identity may be configured in the environment */
async function inProfile(
  source: SourceProfile,
  context: CredentialContext,
  useEnvironment: boolean,
): Promise<AwsCredentialIdentity | undefined> {
  return (await asRole(source, context)) ?? (await withoutRole(source, context, useEnvironment));
}

async function asRole(source: SourceProfile, context: CredentialContext): Promise<AwsCredentialIdentity | undefined> {
  if (!source.values.has('role_arn')) return undefined;
  context.io.trace?.('credentials', `The profile ${source.name} asks for a role`);
  const { assumedRole } = await import('./assume-role.ts');
  return assumedRole(source, context, {
    bySource: (name, same) => namedSource(name, same),
    byProfile: (other, same) => withoutRole(other, same, false),
  });
}

async function withoutRole(
  source: SourceProfile,
  context: CredentialContext,
  useEnvironment: boolean,
): Promise<AwsCredentialIdentity | undefined> {
  const { values } = source;
  const hasToken =
    values.has('web_identity_token_file') ||
    (useEnvironment && context.io.environment['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined);
  return (
    (hasToken ? await (await import('./web-identity.ts')).webIdentity(useEnvironment)(source, context) : undefined) ??
    (asksForSso(source) ? await (await import('./sso.ts')).ssoCredentials(source, context) : undefined) ??
    credentialsFileKeys(source, context) ??
    (values.has('login_session') ? await (await import('./login.ts')).loginCredentials(source, context) : undefined) ??
    (values.has('credential_process')
      ? await (await import('./process.ts')).processCredentials(source, context)
      : undefined) ??
    configFileKeys(source)
  );
}

async function namedSource(name: string, context: CredentialContext): Promise<AwsCredentialIdentity | undefined> {
  if (name === 'environment') return environmentKeys(context);
  return name === 'ecscontainer' ? inContainer(context) : onInstance(context);
}

async function inContainer(context: CredentialContext): Promise<AwsCredentialIdentity | undefined> {
  const { environment } = context.io;
  if (
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] === undefined &&
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] === undefined
  )
    return undefined;
  return (await import('./container.ts')).containerCredentials(context.profile, context);
}

async function onInstance(context: CredentialContext): Promise<AwsCredentialIdentity | undefined> {
  return (await import('./instance-metadata.ts')).instanceRole(context.settings, context.io);
}
