import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { ValueMap } from '../model/values.ts';
import { parseInteger } from '../python/integers.ts';
import { checkedTextOf } from '../settings/chosen-profile.ts';
import type { Profile } from '../settings/profiles.ts';
import { type CredentialContext, type CredentialFetch, sourceProfile, type SourceProfile } from './context.ts';
import { RetrievalError } from './issuer-failures.ts';
import { defaultSessionName, roleThroughCache } from './role-cache.ts';
import { roleCredentials } from './sts.ts';

/** Finds credentials by the name of `credential_source`, or in a profile by all its means but the environment. */
export interface SourceLookups {
  bySource(name: NamedSource, context: CredentialContext): Promise<CredentialFetch | undefined>;
  byProfile(source: SourceProfile, context: CredentialContext): Promise<CredentialFetch | undefined>;
}

/** Whether a profile asks for a role to be assumed; with a token file it is a web identity. */
function hasRole(values: Profile): boolean {
  return values.has('role_arn') && !values.has('web_identity_token_file');
}

function hasKeys(values: Profile): boolean {
  return values.has('aws_access_key_id') || values.has('aws_secret_access_key');
}

/**
 * The credentials of the role that a profile names, from the cache that the AWS CLI v2 shares, or assumed with those of
 * the profile's source. The code of an MFA device is asked for before the source's credentials are fetched, as in the
 * AWS CLI.
 *
 * @param trail the profiles that led here
 * @throws GeneralError when the profile's settings do not fit together; the fetch throws ServiceError when STS refuses
 */
export async function assumedRole(
  source: SourceProfile,
  context: CredentialContext,
  lookups: SourceLookups,
  trail: readonly string[] = [source.name],
): Promise<CredentialFetch | undefined> {
  const { values } = source;
  const roleArn = checkedTextOf(values, 'role_arn');
  if (roleArn === undefined || !hasRole(values)) return undefined;
  const fetchSource = await sourceCredentials(source, context, lookups, trail);
  const parameters = { ...optionalParameters(values), RoleArn: roleArn };
  return () => assumeRole(parameters, fetchSource, context);
}

/**
 * The credentials of a role: from the role cache, or assumed with other credentials and kept there.
 *
 * @param parameters of AssumeRole, without a generated session name
 * @throws ServiceError when STS refuses, GeneralError when it cannot be reached
 */
export function assumeRole(
  parameters: ValueMap & { readonly RoleArn: string },
  fetchSource: CredentialFetch,
  context: CredentialContext,
): Promise<AwsCredentialIdentity> {
  const { io } = context;
  const { SerialNumber: serial } = parameters;
  return roleThroughCache({ parameters, layout: 'inline' }, context, async () => {
    const token = typeof serial === 'string' ? { TokenCode: await io.askSecret(`Enter MFA code for ${serial}: `) } : {};
    const credentials = await fetchSource();
    return roleCredentials('AssumeRole', { ...parameters, ...token }, context, {
      credentials,
      send: (client, { AssumeRoleCommand }) =>
        client.send(new AssumeRoleCommand({ RoleSessionName: defaultSessionName(io), ...parameters, ...token })),
    });
  });
}

/** An empty session name counts as none; all other values go to STS as they are. (botocore) */
function optionalParameters(values: Profile) {
  const [externalId, serial] = [checkedTextOf(values, 'external_id'), checkedTextOf(values, 'mfa_serial')];
  const sessionName = checkedTextOf(values, 'role_session_name') || undefined;
  const duration = parseInteger(checkedTextOf(values, 'duration_seconds'));
  return {
    ...(sessionName === undefined ? {} : { RoleSessionName: sessionName }),
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
    ...(serial === undefined ? {} : { SerialNumber: serial }),
    ...(duration === undefined ? {} : { DurationSeconds: duration }),
  };
}

/** A limit far above any chain of roles: STS would be called for each. */
const maxChain = 100;

/** @returns fetches the credentials that the role is assumed with */
async function sourceCredentials(
  source: SourceProfile,
  context: CredentialContext,
  lookups: SourceLookups,
  trail: readonly string[],
): Promise<CredentialFetch> {
  const { name, values } = source;
  const sourceName = checkedTextOf(values, 'source_profile');
  const credentialSource = checkedTextOf(values, 'credential_source');
  if (sourceName !== undefined && credentialSource !== undefined) {
    throw new GeneralError(`The profile "${name}" contains both source_profile and credential_source.`);
  }
  if (credentialSource !== undefined) {
    const fetch = await lookups.bySource(requireNamedSource(name, credentialSource), context);
    return requireCredentials(
      fetch,
      new RetrievalError(credentialSource, `No credentials found in credential_source referenced in profile ${name}`),
    );
  }
  if (sourceName === undefined)
    throw new GeneralError('Partial credentials found in assume-role, missing: source_profile or credential_source');

  const other = sourceProfile(context.profile.files, sourceName);
  if (other === undefined)
    throw new GeneralError(`The source_profile "${sourceName}" referenced in the profile "${name}" does not exist.`);
  const isItself = sourceName === name && hasKeys(other.values);
  if (trail.includes(sourceName) && !isItself) {
    const seen = trail.map((one) => `"${one}"`).join(', ');
    throw new GeneralError(
      `Infinite loop in credential configuration detected. Attempting to load from profile ${sourceName} which ` +
        `has already been visited. Visited profiles: [${seen}]`,
    );
  }
  if (trail.length > maxChain)
    throw new GeneralError(
      `The profile "${trail[0] ?? name}" has more than ${String(maxChain)} source profiles in a chain.`,
    );
  const fetch =
    hasKeys(other.values) || !hasRole(other.values)
      ? await lookups.byProfile(other, context)
      : await assumedRole(other, context, lookups, [...trail, sourceName]);
  return requireCredentials(fetch, new GeneralError(`The source profile "${sourceName}" must have credentials.`));
}

/** @throws GeneralError `missing` where nothing is configured */
function requireCredentials(fetch: CredentialFetch | undefined, missing: GeneralError): CredentialFetch {
  if (fetch === undefined) throw missing;
  return fetch;
}

const namedSources = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const;
export type NamedSource = (typeof namedSources)[number];

/** The case of the names counts. (botocore: CanonicalNameCredentialSourcer.is_supported) @throws GeneralError */
function requireNamedSource(profileName: string, credentialSource: string): NamedSource {
  const source = namedSources.find((one) => one === credentialSource);
  if (source !== undefined) return source;
  throw new GeneralError(
    `The credential source "${credentialSource}" referenced in profile "${profileName}" is not valid.`,
  );
}
