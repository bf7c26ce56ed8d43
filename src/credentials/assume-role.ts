import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { Profile } from '../settings/profiles.ts';
import { textOf } from '../settings/chosen-profile.ts';
import { parseInteger } from '../python/int.ts';
import { sourceProfile, type CredentialContext, type SourceProfile } from './context.ts';
import { madeUpSessionName, roleCacheFile, throughRoleCache } from './role-cache.ts';
import { roleCredentials } from './sts.ts';

/** Finds credentials by the name of `credential_source`, or in a profile by all its means but the environment. */
export interface SourceLookups {
  bySource(name: string, context: CredentialContext): Promise<AwsCredentialIdentity | undefined>;
  byProfile(source: SourceProfile, context: CredentialContext): Promise<AwsCredentialIdentity | undefined>;
}

/** Whether a profile asks for a role to be assumed; with a token file it is a matter of web identity. */
function asksForRole(values: Profile): boolean {
  return values.has('role_arn') && !values.has('web_identity_token_file');
}

function hasKeys(values: Profile): boolean {
  return values.has('aws_access_key_id') || values.has('aws_secret_access_key');
}

/**
 * The credentials of the role that a profile names, assumed with those of its source, or found in the cache that the
 * AWS CLI v2 shares.
 *
 * @param trail the profiles that led here
 * @throws GeneralError when the profile's settings do not fit together, ServiceError when STS refuses
 */
export async function assumedRole(
  source: SourceProfile,
  context: CredentialContext,
  lookups: SourceLookups,
  trail: readonly string[] = [source.name],
): Promise<AwsCredentialIdentity | undefined> {
  const { values } = source;
  const roleArn = textOf(values, 'role_arn');
  if (roleArn === undefined || !asksForRole(values)) return undefined;
  const masterCredentials = await sourceCredentials(source, context, lookups, trail);

  const { io } = context;
  const [sessionName, externalId, serial] = ['role_session_name', 'external_id', 'mfa_serial'].map((key) =>
    textOf(values, key),
  );
  const duration = parseInteger(textOf(values, 'duration_seconds'));
  const parameters = {
    ...(sessionName === undefined ? {} : { RoleSessionName: sessionName }),
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
    ...(serial === undefined ? {} : { SerialNumber: serial }),
    ...(duration === undefined ? {} : { DurationSeconds: duration }),
    RoleArn: roleArn,
  };
  return throughRoleCache(roleCacheFile(parameters, io), io, async () => {
    const code = serial === undefined ? '' : await io.askSecret(`Enter MFA code for ${serial}: `);
    const token = serial === undefined ? {} : { TokenCode: code };
    return roleCredentials('AssumeRole', { ...parameters, ...token }, context, async (config) => {
      const { AssumeRoleCommand, STSClient } = await import('./sts-client.ts');
      const client = new STSClient({ ...config, credentials: masterCredentials });
      return client.send(new AssumeRoleCommand({ RoleSessionName: madeUpSessionName(io), ...parameters, ...token }));
    });
  });
}

async function sourceCredentials(
  source: SourceProfile,
  context: CredentialContext,
  lookups: SourceLookups,
  trail: readonly string[],
): Promise<AwsCredentialIdentity> {
  const { name, values } = source;
  const sourceName = textOf(values, 'source_profile');
  const credentialSource = textOf(values, 'credential_source');
  if (sourceName !== undefined && credentialSource !== undefined) {
    throw new GeneralError(`The profile "${name}" contains both source_profile and credential_source.`);
  }
  if (credentialSource !== undefined) return fromNamedSource(name, credentialSource, context, lookups);
  if (sourceName === undefined)
    throw new GeneralError('Partial credentials found in assume-role, missing: source_profile or credential_source');

  const other = sourceProfile(context.profile.files, sourceName);
  if (other === undefined)
    throw new GeneralError(`The source_profile "${sourceName}" referenced in the profile "${name}" does not exist.`);
  const isItself = sourceName === name && hasKeys(other.values);
  if (trail.includes(sourceName) && !isItself) {
    const seen = trail.map((one) => `"${one}"`).join(', ');
    throw new GeneralError(
      `Infinite loop in credential configuration detected. Attempting to load from profile ${sourceName} which has already been visited. Visited profiles: [${seen}]`,
    );
  }
  const found =
    hasKeys(other.values) || !asksForRole(other.values)
      ? await lookups.byProfile(other, context)
      : await assumedRole(other, context, lookups, [...trail, sourceName]);
  if (found === undefined) throw new GeneralError(`The source profile "${sourceName}" must have credentials.`);
  return found;
}

const namedSources = ['environment', 'ec2instancemetadata', 'ecscontainer'];

async function fromNamedSource(
  name: string,
  credentialSource: string,
  context: CredentialContext,
  lookups: SourceLookups,
): Promise<AwsCredentialIdentity> {
  if (!namedSources.includes(credentialSource.toLowerCase())) {
    throw new GeneralError(`The credential source "${credentialSource}" referenced in profile "${name}" is not valid.`);
  }
  const found = await lookups.bySource(credentialSource.toLowerCase(), context);
  if (found !== undefined) return found;
  throw new GeneralError(
    `Error when retrieving credentials from ${credentialSource}: No credentials found in credential_source referenced in profile ${name}`,
  );
}
