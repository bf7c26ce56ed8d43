import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { parseJson } from '../python/json.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { explainNetworkFailure } from '../service/failure.ts';
import { ask, type Told } from '../transport/ask.ts';
import { DirectHandler } from '../transport/direct-handler.ts';
import type { CredentialSource } from './context.ts';
import { fetchLasting, requireExpirationTime, type Lasting } from './expiration.ts';
import { readTokenFile } from './token-files.ts';

/** In milliseconds, as botocore's `ContainerMetadataFetcher` has it. */
const timeout = 2000;
const pause = 1000;
const attempts = 3;

const ownHost = '169.254.170.2';
const otherHosts = [ownHost, '169.254.170.23', 'fd00:ec2::23', 'localhost'];

/** Credentials are asked for once more where it may help. */
class NotGiven extends Error {}

/**
 * Asks the endpoint that a container's environment names.
 *
 * The SDK's provider is not used: it asks as often as it likes, takes credentials that are over, and tells of what went
 * wrong in its own words.
 *
 * @throws GeneralError when it does not answer as it should
 */
export const containerCredentials: CredentialSource = async (_, { io }) => {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = io.environment;
  if (relative === undefined && full === undefined) return undefined;
  const url = relative === undefined ? (full ?? '') : `http://${ownHost}${relative}`;
  return fetchLasting(async () => credentialsIn(await answerOf(url, io)), io);
};

async function answerOf(written: string, io: Io): Promise<ValueMap> {
  const headers = { accept: 'application/json', ...authorization(io) };
  const url = trusted(written);
  const handler = new DirectHandler({ connectTimeout: timeout, readTimeout: timeout, tls: {} });
  for (let attempt = 1; ; attempt++) {
    try {
      return await mapIn(ask(handler, 'GET', url, headers), written);
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
      if (attempt === attempts) throw failed(error.message);
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** @throws NotGiven for an answer that does not come, or is none */
async function mapIn(answered: Promise<Told>, url: string): Promise<ValueMap> {
  const { status, text } = await answered.catch((error: unknown) => {
    if (!(error instanceof Error)) throw error;
    throw new NotGiven(
      `Received error when attempting to retrieve container metadata: ${explainNetworkFailure(error, { endpoint: url, proxy: undefined }).message}`,
    );
  });
  if (status !== 200)
    throw new NotGiven(`Received non 200 response ${String(status)} from container metadata: ${text}`);
  let answer: Value;
  try {
    answer = parseJson(text);
  } catch {
    throw new NotGiven('Unable to parse JSON returned from container metadata services');
  }
  return isMap(answer) ? answer : {};
}

function credentialsIn(answer: ValueMap): Lasting {
  const member = (name: string): string => {
    const value = answer[name];
    if (typeof value === 'string') return value;
    throw failed(`The answer has no ${name}.`);
  };
  const identity = {
    accessKeyId: member('AccessKeyId'),
    secretAccessKey: member('SecretAccessKey'),
    sessionToken: member('Token'),
  };
  return { identity, expires: requireExpirationTime(member('Expiration')) };
}

function authorization(io: Io): { readonly authorization?: string } {
  const { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file, AWS_CONTAINER_AUTHORIZATION_TOKEN: text } = io.environment;
  const token = file === undefined ? text : readTokenFile(file, io);
  if (token === undefined) return {};
  if (/[^\t\x20-\x7e\x80-\xff]/.test(token)) throw new GeneralError('Auth token value is not a legal header value');
  return { authorization: token };
}

/** Credentials are asked of the machine itself or of its container service only, unless over HTTPS. @throws GeneralError */
function trusted(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (url !== undefined && (url.protocol === 'https:' || otherHosts.includes(host) || /^127\.|^::1$/.test(host)))
    return url;
  throw new GeneralError(
    `Unsupported host '${host || 'None'}'.  Can only retrieve metadata from a loopback address or one of these hosts: ${otherHosts.join(', ')}`,
  );
}

function failed(reason: string): GeneralError {
  return new GeneralError(
    `Error when retrieving credentials from container-role: Error retrieving metadata: ${reason}`,
  );
}
