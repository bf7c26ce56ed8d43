import type { HttpHandler } from '@smithy/core/protocols';
import type { AwsCredentialIdentity } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { mapInJson } from '../python/json.ts';
import {
  instanceMetadataSettings,
  invalidEndpoint,
  type InstanceMetadataSettings,
} from '../settings/instance-metadata-settings.ts';
import type { Settings } from '../settings/settings.ts';
import type { ValueMap } from '../model/values.ts';
import { explainNetworkFailure } from '../service/failure.ts';
import { ask, type Told } from '../transport/ask.ts';
import { ConnectionClosed, TimedOut } from '../transport/failures.ts';
import { proxyFor } from '../transport/proxies.ts';
import { createRequestHandler } from '../transport/request-handler.ts';

const tokenSeconds = '21600';
const zonePath = 'latest/meta-data/placement/availability-zone/';
const rolesPath = 'latest/meta-data/iam/security-credentials/';

/** The service has said that it understands no such question. */
class BadQuestion extends Error {}

/**
 * The Region of the EC2 instance that this is. (The AWS CLI looks here last.)
 *
 * @returns undefined where this is no instance or the service is switched off
 * @throws GeneralError for wrong settings, or where nothing may be asked without a token and there is none
 */
export async function instanceRegion(settings: Settings, io: Io): Promise<string | undefined> {
  const zone = await asking(settings, io, (service, token) => service.ask(zonePath, token, (text) => text));
  // A zone is the Region with a letter behind it.
  return zone?.slice(0, -1) || undefined;
}

/**
 * The credentials of the EC2 instance's role.
 *
 * The SDK's provider is not used, because it looks its settings up in another profile than the one that is meant.
 *
 * @returns undefined where this is no instance, it has no role, or the service is switched off
 * @throws GeneralError as for its Region
 */
export async function instanceRole(settings: Settings, io: Io): Promise<AwsCredentialIdentity | undefined> {
  return asking(settings, io, async (service, token) => {
    const role = await service.ask(rolesPath, token, (text) => text || undefined);
    const told = role === undefined ? undefined : await service.ask(`${rolesPath}${role}`, token, mapInJson);
    return told === undefined ? undefined : identity(told);
  });
}

async function asking<T>(
  settings: Settings,
  io: Io,
  ask: (service: InstanceMetadata, token: string | undefined) => Promise<T | undefined>,
): Promise<T | undefined> {
  const metadata = instanceMetadataSettings(settings.profile, io);
  if (metadata.isDisabled) return undefined;
  const timeout = Math.max(metadata.timeout, 1);
  const service = new InstanceMetadata(
    metadata,
    await createRequestHandler({ ...settings, connectTimeout: timeout, readTimeout: timeout }, io),
    io,
  );
  try {
    const token = await service.token();
    if (token === undefined && metadata.needsToken) {
      throw new GeneralError(
        'Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled',
      );
    }
    // Where nobody is, nobody need be asked again.
    return service.isThere ? await ask(service, token) : undefined;
  } catch (error) {
    if (error instanceof BadQuestion) return undefined;
    throw error;
  }
}

/** The metadata service, with the habits of botocore's `IMDSFetcher`. */
class InstanceMetadata {
  /** Whether the last connection that was tried came about. */
  isThere = true;

  constructor(
    readonly settings: InstanceMetadataSettings,
    readonly handler: HttpHandler,
    readonly io: Io,
  ) {}

  /** @returns undefined where the service gives none, so that it is asked without @throws BadQuestion */
  async token(): Promise<string | undefined> {
    for (let attempt = 0; attempt < this.settings.attempts; attempt++) {
      const answer = await this.#send('PUT', 'latest/api/token', {
        'x-aws-ec2-metadata-token-ttl-seconds': tokenSeconds,
      });
      if (answer === 'silent' || (answer !== undefined && [403, 404, 405].includes(answer.status))) return undefined;
      if (answer?.status === 400) throw new BadQuestion();
      if (answer?.status === 200) return tokenIn(answer);
    }
    return undefined;
  }

  /**
   * @param read what the text of an answer says; undefined for one that is not good
   * @returns undefined where none was
   */
  async ask<T>(path: string, token: string | undefined, read: (text: string) => T | undefined): Promise<T | undefined> {
    for (let attempt = 0; attempt < this.settings.attempts; attempt++) {
      const answer = await this.#send('GET', path, token === undefined ? {} : { 'x-aws-ec2-metadata-token': token });
      const told = answer !== undefined && answer !== 'silent' && answer.status === 200 ? read(answer.text) : undefined;
      if (told !== undefined) return told;
    }
    return undefined;
  }

  /** @returns undefined where no answer came, `silent` where one was awaited for too long */
  async #send(
    method: 'GET' | 'PUT',
    path: string,
    headers: Record<string, string>,
  ): Promise<Told | 'silent' | undefined> {
    const base = this.settings.endpoint;
    const url = `${base}${base.endsWith('/') ? '' : '/'}${path}`;
    if (!URL.canParse(url)) throw invalidEndpoint(url);
    const target = new URL(url);
    try {
      const told = await ask(this.handler, method, target, headers);
      this.isThere = true;
      return told;
    } catch (error) {
      if (error instanceof TimedOut && error.phase === 'read') return 'silent';
      if (error instanceof ConnectionClosed) return undefined;
      if (!(error instanceof Error)) throw error;
      const proxy = proxyFor(target, this.io);
      // That the proxy is not there is told; that no service is there is nothing unusual.
      if (proxy !== undefined && !(error instanceof TimedOut))
        throw explainNetworkFailure(error, { endpoint: url, proxy });
      if (!(error instanceof TimedOut || isSystemError(error))) throw error;
      this.isThere = false;
      return undefined;
    }
  }
}

/** @throws BadQuestion for a text that no header can have in it */
function tokenIn({ text }: Told): string {
  const token = text.trim();
  if (/[^\x20-\x7e]/.test(token)) throw new BadQuestion();
  return token;
}

/** @returns undefined for an answer that has not all of them, as one about a role that cannot be had */
function identity({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  Token: sessionToken,
  Expiration: expiration,
}: ValueMap): AwsCredentialIdentity | undefined {
  if (
    typeof accessKeyId !== 'string' ||
    typeof secretAccessKey !== 'string' ||
    typeof sessionToken !== 'string' ||
    expiration === undefined
  )
    return undefined;
  return { accessKeyId, secretAccessKey, sessionToken };
}
