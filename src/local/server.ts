import { randomUUID } from 'node:crypto';
import http from 'node:http';

import { operations } from '../model/operations.ts';
import { service } from '../model/service.ts';
import { parseJson } from '../python/json.ts';
import type { Value, ValueMap } from '../model/values.ts';
import { checkConstraints } from './constraints.ts';
import { LocalError } from './local-error.ts';
import type { Place, Registries } from './registries.ts';

export interface ServerOptions {
  /** The account that requests without a registry id mean. */
  readonly account: string;
  /** Whether requests without a signature are answered; their Region is then `us-east-1`. */
  readonly allowUnsigned: boolean;
}

/** More than any request of these operations can need, in bytes. */
const largestRequest = 1024 * 1024;

/** Speaks the service's wire protocol: JSON 1.1, the operation in a header, errors with `__type`. */
export function createServer(registries: Registries, options: ServerOptions): http.Server {
  return http.createServer((request, response) => {
    void answer(request, registries, options).then(({ status, body }) => {
      response.writeHead(status, {
        'content-type': `application/x-amz-json-${service.jsonVersion}`,
        'x-amzn-requestid': randomUUID(),
      });
      response.end(JSON.stringify(body));
    });
  });
}

async function answer(
  request: http.IncomingMessage,
  registries: Registries,
  options: ServerOptions,
): Promise<{ readonly status: number; readonly body: ValueMap }> {
  try {
    const content = await readBody(request);
    const place = placeOf(request, options);
    const target = /^(?<service>[^.]*)\.(?<operation>.*)$/.exec(
      request.headers['x-amz-target']?.toString() ?? '',
    )?.groups;
    const operation = operations.find(({ name }) => name === target?.['operation']);
    const perform = operation === undefined ? undefined : registries.operations[operation.name];
    if (
      request.method !== 'POST' ||
      operation === undefined ||
      perform === undefined ||
      target?.['service'] !== service.targetPrefix
    ) {
      throw new LocalError('UnknownOperationException', '');
    }
    return { status: 200, body: perform(checkConstraints(parse(content), operation.input), place) };
  } catch (error) {
    const { type, message, status } =
      error instanceof LocalError
        ? error
        : new LocalError('ServerException', error instanceof Error ? error.message : String(error), 500);
    return { status, body: { __type: type, ...(message === '' ? {} : { message }) } };
  }
}

async function readBody(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > largestRequest) throw new LocalError('RequestEntityTooLargeException', 'The request is too large.', 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(content: string): Value {
  try {
    return content === '' ? {} : parseJson(content);
  } catch {
    throw new LocalError('SerializationException', 'The request is not valid JSON.');
  }
}

const signature =
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

/** The registry that a request means: its Region is the one in the signature's credential scope. */
function placeOf(request: http.IncomingMessage, { account, allowUnsigned }: ServerOptions): Place {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    if (allowUnsigned) return { account, region: 'us-east-1' };
    throw new LocalError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const scope = signature.exec(authorization)?.groups;
  if (scope === undefined)
    throw new LocalError('IncompleteSignatureException', 'The Authorization header is not a SigV4 signature.');
  if (scope['service'] !== service.signingName) {
    throw new LocalError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${service.signingName}'.`,
      403,
    );
  }
  return { account, region: scope['region'] ?? '' };
}
