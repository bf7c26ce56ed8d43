import { randomUUID } from 'node:crypto';
import http from 'node:http';

import { systemClock, type Clock } from './clock.ts';
import { ecrService } from './ecr-service.ts';
import { identify, type IdentityOptions } from './identity.ts';
import { LocalError } from './local-error.ts';
import type { LocalResponse, LocalService } from './local-service.ts';
import type { Registries } from './registries.ts';
import { stsService } from './sts-service.ts';
import { Throttle } from './throttle.ts';

export interface ServerOptions extends IdentityOptions {
  /** How long every response is delayed, in milliseconds. Not at all by default. */
  readonly latency?: number;
  /** How many requests are accepted a second, for all services and registries together. Unlimited by default. */
  readonly throttle?: number;
}

/** More than any request of these operations needs, in bytes. */
const maximumRequestSize = 1024 * 1024;

/** Idle connections stay open for longer than SDKs wait between two attempts, in milliseconds. */
const keepAliveTimeout = 60_000;

/** Creates the HTTP server of the local endpoint, which serves Amazon ECR and AWS STS on one port. */
export function createServer(registries: Registries, options: ServerOptions, clock: Clock = systemClock): http.Server {
  const services = { ecr: ecrService(registries), sts: stsService(clock) };
  const throttle = options.throttle === undefined ? undefined : new Throttle(options.throttle, clock.elapsed);

  const send = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    const service = isFormEncoded(request) ? services.sts : services.ecr;
    const { status, contentType, body } = await respond(request, requestId, service, options, throttle);
    if (options.latency !== undefined) await clock.wait(options.latency);
    response.writeHead(status, { 'content-type': contentType, 'x-amzn-requestid': requestId });
    response.end(body);
  };
  return http.createServer({ keepAliveTimeout }, (request, response) => void send(request, response));
}

/** Only the query protocol sends forms, and of the two services only STS speaks it. */
function isFormEncoded(request: http.IncomingMessage): boolean {
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
}

async function respond(
  request: http.IncomingMessage,
  requestId: string,
  service: LocalService,
  options: ServerOptions,
  throttle: Throttle | undefined,
): Promise<LocalResponse> {
  try {
    const body = await readBody(request);
    if (throttle?.accept() === false) throw new LocalError('ThrottlingException', 'Rate exceeded');
    const { headers, method = '' } = request;
    const caller = identify(headers, service.signingName, options);
    return service.respond({ method, headers, body, caller, requestId });
  } catch (error) {
    return service.errorResponse(
      error instanceof LocalError
        ? error
        : new LocalError('ServerException', error instanceof Error ? error.message : String(error), 500),
      requestId,
    );
  }
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > maximumRequestSize)
      throw new LocalError('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
