import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { parseTime } from '../python/dateutil.ts';
import { mapInJson } from '../python/json.ts';
import {
  instanceMetadataSettings,
  type InstanceMetadataSettings,
  invalidEndpoint,
} from '../settings/instance-metadata-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { explainNetworkFailure, networkFailure } from '../transport/network-failure.ts';
import { sendPlainRequest } from '../transport/plain-request.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import { TlsContexts } from '../transport/tls.ts';
import type { WireResponse } from '../transport/wire-response.ts';

const tokenSeconds = '21600';
/** In milliseconds. */
const extension = 10 * 60 * 1000;
const zonePath = 'latest/meta-data/placement/availability-zone/';
const rolesPath = 'latest/meta-data/iam/security-credentials/';

/** The service does not accept a request of this kind. */
class BadRequest extends Error {}

/**
 * The Region of the EC2 instance that the tool runs on, the AWS CLI's last resort.
 *
 * @returns undefined on other machines, or where the service is switched off
 * @throws GeneralError for wrong settings, or where a token is required and the service gives none
 */
export async function instanceRegion(settings: Settings, io: Io): Promise<string | undefined> {
  const zone = await io.interruption.request(() =>
    withMetadata(settings, io, (service, token) => service.get(zonePath, token, (text) => text)),
  );
  // A zone's name is its Region's name and a letter.
  return zone?.slice(0, -1) || undefined;
}

/**
 * The credentials of the EC2 instance's role.
 *
 * The SDK's provider is not used, because it reads its settings from the wrong profile.
 *
 * @returns undefined on other machines, without a role, or where the service is switched off
 * @throws GeneralError as for the instance's Region
 */
export async function instanceRole(settings: Settings, io: Io): Promise<AwsCredentialIdentity | undefined> {
  return withMetadata(settings, io, async (service, token) => {
    const role = await service.get(rolesPath, token, (text) => text || undefined);
    const content = role === undefined ? undefined : await service.get(`${rolesPath}${role}`, token, mapInJson);
    return content === undefined ? undefined : identity(content, io);
  });
}

async function withMetadata<T>(
  settings: Settings,
  io: Io,
  get: (service: InstanceMetadata, token: string | undefined) => Promise<T | undefined>,
): Promise<T | undefined> {
  const metadata = instanceMetadataSettings(settings.profile, io);
  if (metadata.isDisabled) return undefined;
  const timeout = Math.max(metadata.timeout, 1);
  const handler = await createRequestHandler(
    {
      connectTimeout: timeout,
      readTimeout: timeout,
      verifyCertificate: true,
      caBundle: undefined,
      endpointUrl: metadata.endpoint,
    },
    new TlsContexts(io),
    io,
    'credentials',
  );
  const service = new InstanceMetadata(metadata, handler);
  try {
    const token = await service.token();
    if (token === undefined && metadata.needsToken) {
      throw new GeneralError(
        'Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled',
      );
    }
    return service.isThere ? await get(service, token) : undefined;
  } catch (error) {
    if (error instanceof BadRequest) return undefined;
    throw error;
  } finally {
    handler.destroy();
  }
}

/** The metadata service, requested as by botocore's `IMDSFetcher`: without waits between attempts. */
class InstanceMetadata {
  /** Whether the last connection succeeded. */
  isThere = true;

  constructor(
    readonly settings: InstanceMetadataSettings,
    readonly handler: HttpHandler,
  ) {}

  /**
   * @returns undefined where the service gives no token and works without one
   * @throws BadRequest
   */
  async token(): Promise<string | undefined> {
    for (let attempt = 0; attempt < this.settings.attempts; attempt++) {
      const response = await this.#send('PUT', 'latest/api/token', {
        'x-aws-ec2-metadata-token-ttl-seconds': tokenSeconds,
      });
      if (response === 'read timeout' || (response !== undefined && [403, 404, 405].includes(response.status)))
        return undefined;
      if (response?.status === 400) throw new BadRequest();
      if (response?.status === 200) return parseToken(response);
    }
    return undefined;
  }

  /**
   * @param parse returns undefined for a text that is worth another attempt
   * @returns undefined without a usable response
   */
  async get<T>(
    path: string,
    token: string | undefined,
    parse: (text: string) => T | undefined,
  ): Promise<T | undefined> {
    for (let attempt = 0; attempt < this.settings.attempts; attempt++) {
      const response = await this.#send('GET', path, token === undefined ? {} : { 'x-aws-ec2-metadata-token': token });
      const isUsable = response !== undefined && response !== 'read timeout' && response.status === 200;
      const value = isUsable ? parse(response.body) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /**
   * @returns undefined without a response
   * @throws GeneralError for a failure of the proxy, which does not mean that there is no instance
   */
  async #send(
    method: 'GET' | 'PUT',
    path: string,
    headers: Record<string, string>,
  ): Promise<WireResponse | 'read timeout' | undefined> {
    const base = this.settings.endpoint;
    const url = `${base}${base.endsWith('/') ? '' : '/'}${path}`;
    if (!URL.canParse(url)) throw invalidEndpoint(url);
    try {
      const response = await sendPlainRequest(this.handler, method, new URL(url), headers);
      this.isThere = true;
      return response;
    } catch (error) {
      switch (networkFailure(error)) {
        case 'read timeout':
          return 'read timeout';
        case 'malformed response':
        case 'closed':
          return undefined;
        case 'unreachable':
        case 'connect timeout':
        case 'handshake timeout':
        case 'handshake closed':
        case 'tls':
        case 'certificate':
          this.isThere = false;
          return undefined;
        case 'proxy':
        case undefined:
          throw explainNetworkFailure(error, url);
      }
    }
  }
}

/** @throws BadRequest for a text that a header cannot have */
function parseToken({ body }: WireResponse): string {
  const token = body.trim();
  if (/[^\x20-\x7e]/.test(token)) throw new BadRequest();
  return token;
}

/**
 * Credentials that have ended are used all the same, and asked for again later: the service goes on giving them while it
 * cannot get new ones. (botocore)
 *
 * @returns undefined where a member is missing, as in a response about a role that cannot be assumed
 */
function identity(
  { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, Expiration: expiration }: ValueMap,
  io: Io,
): AwsCredentialIdentity | undefined {
  if (
    typeof accessKeyId !== 'string' ||
    typeof secretAccessKey !== 'string' ||
    typeof sessionToken !== 'string' ||
    expiration === undefined
  )
    return undefined;
  const end = typeof expiration === 'string' ? parseTime(expiration) : NaN;
  const askedAgain = io.now().getTime() + extension;
  const identity = { accessKeyId, secretAccessKey, sessionToken };
  return Number.isNaN(end) ? identity : { ...identity, expiration: new Date(Math.max(end, askedAgain)) };
}
