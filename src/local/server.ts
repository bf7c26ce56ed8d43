import { randomUUID } from 'node:crypto';
import http from 'node:http';

import type { Io } from '../platform/io.ts';
import { ecrService } from './ecr-service.ts';
import { identify, type IdentityOptions } from './identity.ts';
import { jsonErrorResponse, type LocalResponse, type LocalService, unknownOperation } from './json-service.ts';
import { LocalError } from './local-error.ts';
import { secretsService } from './secrets.ts';
import type { Store } from './store.ts';
import { stsService } from './sts-service.ts';

export interface ServerOptions extends IdentityOptions {
  /** How long every response is delayed, in milliseconds. Not at all by default. */
  readonly latency?: number;
  /** How many requests are accepted a second, for all services and registries together. Unlimited by default. */
  readonly throttle?: number;
}

/** More than any request of these operations needs, in bytes. */
const maxRequestSize = 1024 * 1024;

/** Idle connections stay open for longer than SDKs wait between two attempts, in milliseconds. */
const keepAliveTimeout = 60_000;

/** Creates the HTTP server of the local endpoint, which serves all services on one port. */
export function createServer(store: Store, options: ServerOptions, clock: Pick<Io, 'now' | 'sleep'>): http.Server {
  const services = [ecrService(store, clock), stsService(clock), secretsService(store, clock)];
  const throttle =
    options.throttle === undefined ? undefined : new Throttle(options.throttle, () => clock.now().getTime());

  const send = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const service = services.find((one) => one.serves(request.headers));
    const { status, contentType, body } = isHealthCheck(request)
      ? healthy
      : await respond(request, requestId, service, options, throttle);
    if (options.latency !== undefined) await clock.sleep(options.latency);
    response.writeHead(status, { 'content-type': contentType, 'x-amzn-requestid': requestId });
    response.end(body);
  };
  return http.createServer({ keepAliveTimeout }, (request, response) => void send(request, response));
}

const healthy: LocalResponse = { status: 200, contentType: 'application/json', body: '{"status":"ok"}\n' };

function isHealthCheck({ method, url }: http.IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && url === '/health';
}

async function respond(
  request: http.IncomingMessage,
  requestId: string,
  service: LocalService | undefined,
  options: ServerOptions,
  throttle: Throttle | undefined,
): Promise<LocalResponse> {
  try {
    const body = await readBody(request);
    if (throttle?.accept() === false) throw new LocalError('ThrottlingException', 'Rate exceeded');
    const { headers, method = '' } = request;
    if (service === undefined) throw unknownOperation(requested(request));
    const caller = () => identify(headers, service.signingName, options);
    return service.respond({ method, headers, body, caller, requestId });
  } catch (error) {
    const known =
      error instanceof LocalError
        ? error
        : new LocalError('ServerException', error instanceof Error ? error.message : String(error), 500);
    return service?.errorResponse(known, requestId) ?? jsonErrorResponse(known);
  }
}

/** Returns what a request of another service asks for, without parameters, which may be secret. */
function requested({ headers, method = '', url = '' }: http.IncomingMessage): string {
  return headers['x-amz-target']?.toString() ?? `${method} ${url.replace(/\?.*$/, '')}`;
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > maxRequestSize) throw new LocalError('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The length of the window in which requests are counted, in milliseconds. */
const windowLength = 1000;

/** Limits how many requests are accepted in any second. */
export class Throttle {
  readonly #limit: number;
  readonly #elapsed: () => number;
  /** When the last accepted requests arrived, oldest first. Holds at most as many as the limit. */
  readonly #accepted: number[] = [];

  /**
   * @param limit how many requests a second are accepted, at least 1
   * @param elapsed a clock in milliseconds, which may be set back
   */
  constructor(limit: number, elapsed: () => number) {
    this.#limit = limit;
    this.#elapsed = elapsed;
  }

  /** Counts a request and returns whether it is accepted. Refused requests do not count. */
  accept(): boolean {
    const now = this.#elapsed();
    const [oldest] = this.#accepted;
    if (oldest !== undefined && this.#accepted.length === this.#limit) {
      if (Math.abs(now - oldest) < windowLength) return false;
      this.#accepted.shift();
    }
    this.#accepted.push(now);
    return true;
  }
}
