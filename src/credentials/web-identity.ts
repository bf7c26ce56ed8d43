import { GeneralError } from '../model/errors.ts';
import { checkedTextOf } from '../settings/chosen-profile.ts';
import type { CredentialContext, CredentialFetch, SourceProfile } from './context.ts';
import { defaultSessionName, roleThroughCache } from './role-cache.ts';
import { roleCredentials } from './sts.ts';
import { readTokenFile } from './token-renewal.ts';

/** The settings of a web identity, which may come partly from the environment and partly from the profile. */
const settings = {
  tokenFile: { variable: 'AWS_WEB_IDENTITY_TOKEN_FILE', key: 'web_identity_token_file' },
  roleArn: { variable: 'AWS_ROLE_ARN', key: 'role_arn' },
  sessionName: { variable: 'AWS_ROLE_SESSION_NAME', key: 'role_session_name' },
} as const;

/**
 * Exchanges the token in a file for the credentials of a role, unless the cache has them from an earlier run or from
 * the AWS CLI v2.
 *
 * @param useEnvironment false for a profile that another one refers to
 * @throws GeneralError without a role; the fetch throws GeneralError when the file cannot be read, ServiceError when
 *   STS refuses
 */
export function webIdentity(
  { values }: SourceProfile,
  context: CredentialContext,
  useEnvironment: boolean,
): CredentialFetch | undefined {
  const { io } = context;
  const lookUp = ({ variable, key }: (typeof settings)[keyof typeof settings]) =>
    (useEnvironment ? io.environment[variable] : undefined) ?? checkedTextOf(values, key);
  const tokenFile = lookUp(settings.tokenFile);
  if (!tokenFile) return undefined;
  const roleArn = lookUp(settings.roleArn);
  if (!roleArn) {
    throw new GeneralError(
      'The provided profile or the current environment is configured to assume role with web identity but has no ' +
        'role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN env ' +
        'var is set.',
    );
  }
  // An empty name counts as none, and hides the profile's. (botocore)
  const sessionName = lookUp(settings.sessionName) || undefined;
  const named = sessionName === undefined ? {} : { RoleSessionName: sessionName };
  return () =>
    roleThroughCache({ parameters: { ...named, RoleArn: roleArn }, layout: 'inline' }, context, async () => {
      const webIdentityToken = readTokenFile(tokenFile, io);
      const provider = (await import('./sts-client.ts')).fromWebToken({
        roleArn,
        webIdentityToken,
        roleSessionName: sessionName ?? defaultSessionName(io),
        // The provider's own client of STS looks for settings by itself.
        roleAssumerWithWebIdentity: (input) => {
          const typed = { ...named, RoleArn: roleArn, WebIdentityToken: webIdentityToken };
          return roleCredentials('AssumeRoleWithWebIdentity', typed, context, {
            credentials: undefined,
            send: (client, { AssumeRoleWithWebIdentityCommand }) =>
              client.send(new AssumeRoleWithWebIdentityCommand(input)),
          });
        },
      });
      return provider();
    });
}
