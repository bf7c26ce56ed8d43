import { GeneralError } from '../../errors.ts';
import type { CredentialSource } from './context.ts';

/**
 * Asks the endpoint that a container's environment names.
 *
 * @throws GeneralError when it does not answer as it should
 */
export const containerCredentials: CredentialSource = async (_, { io }) => {
  const relative = io.environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const full = io.environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (!relative && !full) return undefined;
  if (!relative && full) checkHost(full);
  const { fromHttp } = await import('@aws-sdk/credential-providers');
  try {
    return await fromHttp({})();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const said = reason.includes('ECONNREFUSED') ? `Could not connect to the endpoint URL: "${full ?? relative ?? ''}"` : reason.split('\n', 1).join('');
    throw new GeneralError(`Error when retrieving credentials from container-role: Error retrieving metadata: Received error when attempting to retrieve container metadata: ${said}`);
  }
};

const containerHosts = ['169.254.170.2', '169.254.170.23', 'fd00:ec2::23', 'localhost'];

/** Credentials are asked of the machine itself or of its container service only. @throws GeneralError */
function checkHost(url: string): void {
  if (!URL.canParse(url)) throw new GeneralError(`Unsupported URL in AWS_CONTAINER_CREDENTIALS_FULL_URI: ${url}`);
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'https:' || containerHosts.includes(host) || /^127\.|^::1$/.test(host)) return;
  throw new GeneralError(`Unsupported host '${host}'.  Can only retrieve metadata from a loopback address or one of these hosts: ${containerHosts.join(', ')}`);
}
