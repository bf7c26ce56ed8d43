import { BlockList, isIP } from 'node:net';

import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { parseJson } from '../python/json.ts';
import { explainNetworkFailure } from '../transport/network-failure.ts';
import { sendPlainRequest } from '../transport/plain-request.ts';
import { createDirectHandler } from '../transport/request-handler.ts';
import { UnreadableResponse, type WireResponse } from '../transport/wire-response.ts';
import type { CredentialContext } from './context.ts';
import { type ExpiringCredentials, fetchUnexpired, requireExpirationTime } from './expiration.ts';
import { RetrievalError } from './issuer-failures.ts';
import { requireHeaderText } from './static-keys.ts';
import { readTokenFile } from './token-renewal.ts';

/** As in botocore's `ContainerMetadataFetcher`. In seconds. */
const timeout = 2;
/** In milliseconds. */
const pause = 1000;
const maxAttempts = 3;

const defaultHost = '169.254.170.2';
const serviceAddresses = [defaultHost, '169.254.170.23', 'fd00:ec2::23'];
const localName = 'localhost';

/** The loopback addresses, and those of the container services of Amazon ECS and EKS. */
const trustedAddresses = new BlockList();
trustedAddresses.addSubnet('127.0.0.0', 8);
for (const address of ['::1', ...serviceAddresses]) trustedAddresses.addAddress(address, familyOf(address));

type ContainerContext = Pick<CredentialContext, 'io' | 'tls'>;

/** An attempt failed, but another one may succeed. */
class FailedAttempt extends Error {}

/**
 * Requests credentials from the endpoint that a container's environment names. One of its two variables must be set.
 *
 * The SDK's provider is not used: it retries differently, accepts expired credentials and words its messages
 * differently.
 *
 * @throws GeneralError when the endpoint gives no credentials
 */
export async function containerCredentials(context: ContainerContext): Promise<AwsCredentialIdentity> {
  const { io } = context;
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full = '' } =
    io.environment;
  const url = relative === undefined ? full : `http://${defaultHost}${relative}`;
  return fetchUnexpired(async () => credentialsIn(await requestCredentials(url, context)), io);
}

async function requestCredentials(configuredUrl: string, { io, tls }: ContainerContext): Promise<ValueMap> {
  const headers = { accept: 'application/json', ...authorization(io) };
  const url = trustedUrl(configuredUrl);
  const handler = await createDirectHandler({ connectTimeout: timeout, readTimeout: timeout }, tls, io);
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await parsed(sendPlainRequest(handler, 'GET', url, headers), configuredUrl);
      } catch (error) {
        if (!(error instanceof FailedAttempt)) throw error;
        if (attempt === maxAttempts) throw failed(error.message);
      }
      await io.sleep(pause);
    }
  } finally {
    handler.destroy();
  }
}

/** @throws FailedAttempt without a usable response */
async function parsed(request: Promise<WireResponse>, url: string): Promise<ValueMap> {
  const { status, body } = await request.catch((error: unknown) => {
    if (error instanceof UnreadableResponse) throw failed(error.message);
    throw new FailedAttempt(
      `Received error when attempting to retrieve container metadata: ${explainNetworkFailure(error, url).message}`,
    );
  });
  if (status !== 200)
    throw new FailedAttempt(`Received non 200 response ${String(status)} from container metadata: ${body}`);
  let content: Value;
  try {
    content = parseJson(body);
  } catch {
    throw new FailedAttempt('Unable to parse JSON returned from container metadata services');
  }
  return isMap(content) ? content : {};
}

function credentialsIn(content: ValueMap): ExpiringCredentials {
  const member = (name: string): string => {
    const value = content[name];
    if (typeof value === 'string') return value;
    throw failed(`The response has no ${name}.`);
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
  requireHeaderText(
    token,
    file === undefined ? 'AWS_CONTAINER_AUTHORIZATION_TOKEN in the environment' : `the token in ${file}`,
  );
  return { authorization: token };
}

/** Over plain HTTP, only the machine itself and its container service are trusted. @throws GeneralError */
function trustedUrl(configuredUrl: string): URL {
  const url = URL.canParse(configuredUrl) ? new URL(configuredUrl) : undefined;
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (url !== undefined && (url.protocol === 'https:' || isTrusted(host))) return url;
  throw new GeneralError(
    `Unsupported host '${host || 'None'}'.  Can only retrieve metadata from a loopback address or one of these ` +
      `hosts: ${[...serviceAddresses, localName].join(', ')}`,
  );
}

/** A name that only looks like an address is refused: anybody may own `127.0.0.1.example`. */
function isTrusted(host: string): boolean {
  return host === localName || (isIP(host) !== 0 && trustedAddresses.check(host, familyOf(host)));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function failed(reason: string): RetrievalError {
  return new RetrievalError('container-role', `Error retrieving metadata: ${reason}`);
}
