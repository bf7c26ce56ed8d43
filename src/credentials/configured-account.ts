import type { Io } from '../platform/io.ts';
import { textOf } from '../settings/chosen-profile.ts';
import type { Settings } from '../settings/settings.ts';
import { asksForSso } from './context.ts';

/**
 * Returns the account that the credentials of a run belong to, where the profile names it: in the ARN of its role, or
 * for IAM Identity Center. It follows the order of `findCredentials`, without looking for any credentials.
 */
export function configuredAccount({ profile, signRequest }: Pick<Settings, 'profile' | 'signRequest'>, io: Io) {
  const { values, byFlag } = profile;
  if (!signRequest || (!byFlag && environmentVariables.some((name) => io.environment[name]))) return undefined;
  const role = textOf(values, 'role_arn');
  if (role !== undefined) return /^arn:[^:]*:iam::([0-9]{12}):role\//.exec(role)?.[1];
  if (values.has('web_identity_token_file') || !asksForSso(profile)) return undefined;
  return /^[0-9]{12}$/.exec(textOf(values, 'sso_account_id') ?? '')?.[0];
}

/** Credentials in these come before those of the profile, unless --profile names it. */
const environmentVariables = ['AWS_ACCESS_KEY_ID', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN'];
