import { getSystemErrorMap } from 'node:util';

import { EcrError, GeneralError } from '../model/errors.ts';
import { maskedUrl } from '../platform/masks.ts';
import { accessDenial } from '../platform/unexpected-error.ts';
import { closeMatches } from '../python/difflib.ts';
import { openFilesAdvice } from '../python/os-error.ts';
import { maxHeaderSize } from './requests.ts';
import { failedInHandshake, HandshakeTimeout } from './tls.ts';

/** The request did not get past the proxy: no connection to it, or no tunnel through it. */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';

  constructor(
    /** The proxy's URL. */
    readonly proxy: string,
    /** `closed`: it did not answer CONNECT. */
    readonly reason: 'refused' | 'closed',
    options?: ErrorOptions,
  ) {
    super('The request did not get past the proxy.', options);
  }

  /**
   * @param error an error on the way to the proxy; it has no code where the proxy ended the connection instead of
   *   responding
   */
  static from(error: unknown, proxy: string): ProxyError {
    if (error instanceof ProxyError) return error;
    const hasCode = error instanceof Error && 'code' in error;
    const isClosed = !hasCode || networkFailure(error) === 'closed';
    return new ProxyError(proxy, isClosed ? 'closed' : 'refused', { cause: error });
  }
}

/** Why a request got no response. */
export type NetworkFailure =
  | 'unreachable'
  | 'connect timeout'
  | 'proxy'
  | 'handshake timeout'
  | 'handshake closed'
  | 'tls'
  | 'certificate'
  | 'read timeout'
  | 'malformed response'
  | 'closed';

const failuresByCode: Readonly<Record<string, NetworkFailure>> = {
  ECONNREFUSED: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EAI_FAIL: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'connect timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ECONNABORTED: 'closed',
  ERR_STREAM_PREMATURE_CLOSE: 'closed',
  // What Node received does not begin as a response does. In Python, this counts as a closed connection.
  HPE_INVALID_CONSTANT: 'closed',
};

/** @returns undefined for an error that is not about the network */
export function networkFailure(error: unknown): NetworkFailure | undefined {
  if (error instanceof ProxyError) return 'proxy';
  if (error instanceof HandshakeTimeout) return 'handshake timeout';
  // Each address of a host was tried. As in Python, the last one decides.
  if (error instanceof AggregateError) return networkFailure(error.errors.at(-1));
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return failureOfCode(error.code, error);
  if (error.name !== 'TimeoutError') return undefined;
  return isConnectTimeout(error) ? 'connect timeout' : 'read timeout';
}

function failureOfCode(code: string, error: Error): NetworkFailure | undefined {
  const failure = failuresByCode[code] ?? (code.startsWith('HPE_') ? 'malformed response' : tlsFailure(code));
  if (failure !== 'closed' || !failedInHandshake(error)) return failure;
  // In Python, a server that ends the connection in the handshake causes a TLS failure. One that resets it does not:
  // there a system call fails.
  return 'syscall' in error ? 'handshake closed' : 'tls';
}

/**
 * Node names protocol failures `ERR_SSL_…` or EPROTO, and the verdict on a certificate by OpenSSL's name for it, such
 * as CERT_HAS_EXPIRED. There is no complete list of the latter, but no other code of a socket looks like them.
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes)
 */
function tlsFailure(code: string): 'tls' | 'certificate' | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'certificate';
  if (code === 'EPROTO' || /^ERR_(?:SSL|TLS|OSSL)_/.test(code)) return 'tls';
  const isSystemCode = [...getSystemErrorMap().values()].some(([name]) => name === code);
  return isSystemCode || code.startsWith('ERR_') ? undefined : 'certificate';
}

/**
 * Tells the two timeouts of @smithy/node-http-handler apart. Both are an Error of the name TimeoutError without a code;
 * only the message differs. A test runs the installed version.
 */
function isConnectTimeout({ message }: Error): boolean {
  return message.includes('did not establish a connection');
}

/**
 * Explains in botocore's words why a request got no response.
 *
 * @param endpoint the URL of the request
 */
export function explainNetworkFailure(error: unknown, endpoint: string): EcrError {
  if (error instanceof EcrError) return error;
  return new GeneralError(networkFailureMessage(error, maskedUrl(endpoint)) ?? unexpectedFailureMessage(error));
}

/** @returns undefined for an error that is not about the network */
function networkFailureMessage(error: unknown, endpoint: string): string | undefined {
  if (error instanceof ProxyError && error.reason === 'refused')
    return `Failed to connect to proxy URL: "${maskedUrl(error.proxy)}"`;
  switch (networkFailure(error)) {
    case undefined:
      return undefined;
    case 'unreachable':
      return `Could not connect to the endpoint URL: "${endpoint}"`;
    case 'connect timeout':
      return `Connect timeout on endpoint URL: "${endpoint}"`;
    case 'read timeout':
    case 'handshake timeout':
      return `Read timeout on endpoint URL: "${endpoint}"`;
    case 'proxy':
    case 'handshake closed':
    case 'closed':
      return `Connection was closed before we received a valid response from endpoint URL: "${endpoint}".`;
    case 'malformed response':
      return `The response from endpoint URL "${endpoint}" is not valid HTTP: ${parserReason(error)}.`;
    case 'tls':
    case 'certificate':
      return `SSL validation failed for ${endpoint} ${error instanceof Error ? tlsReason(error) : ''}`;
  }
}

/** Says what Node's parser refuses. It is stricter than Python's. */
function parserReason(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && error.code === 'HPE_HEADER_OVERFLOW')
    return `the headers are longer than ${String(maxHeaderSize)} bytes`;
  return /^Parse Error: (.*)/.exec(error.message)?.[1] ?? error.message;
}

/** OpenSSL's reason alone, where the message has its whole record: `…:SSL routines:FUNCTION:REASON:FILE:LINE:`. */
function tlsReason({ message }: Error): string {
  return /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message;
}

/** The message of an unknown error may quote a secret and is not shown. */
export function unexpectedFailureMessage(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === 'EMFILE' || code === 'ENFILE') return `Too many open files. ${openFilesAdvice}`;
  if (code === 'ERR_INVALID_CHAR') return 'The request cannot be sent: a header would contain an invalid character.';
  const denial = accessDenial(error);
  if (denial !== undefined) return denial;
  const name = error instanceof Error ? error.name : typeof error;
  return `The request failed unexpectedly: ${code === undefined ? name : `${name} (${code})`}.`;
}

/** The minimum similarity of a suggestion, as for commands and options. */
const suggestionCutoff = 0.8;

/**
 * An extension: returns the known Region whose name is most similar to that of a Region whose endpoint is an unknown
 * host. A known Region may be unknown to the resolver for another reason.
 */
export async function regionHint(error: unknown, region: string | undefined): Promise<string | undefined> {
  if (region === undefined || !(error instanceof Error) || !('code' in error) || error.code !== 'ENOTFOUND')
    return undefined;
  const { regions } = await import('../model/regions.ts');
  if (regions.some((known) => known === region)) return undefined;
  const [known] = closeMatches(region.toLowerCase(), regions, suggestionCutoff);
  return known === undefined ? undefined : `Maybe you meant the Region ${known}.`;
}

/** The same for the Region in the host of a URL. */
export async function regionHintForHost(error: unknown, url: string): Promise<string | undefined> {
  if (!URL.canParse(url)) return undefined;
  const hints = await Promise.all(new URL(url).hostname.split('.').map((label) => regionHint(error, label)));
  return hints.find((hint) => hint !== undefined);
}
