import { EcrError, GeneralError, ServiceError, UnansweredError } from '../model/errors.ts';
import { isSystemError } from '../platform/io.ts';
import type { Operation } from '../model/shapes.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import { AnsweredWithError } from './answered-with-error.ts';
import { TimedOut } from '../transport/failures.ts';
import { withoutSecrets } from '../transport/proxies.ts';
import { ProxyFailed } from '../transport/proxy-failed.ts';

const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
];
const closed = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

const insecure = /CERT|SSL|TLS|SIGNATURE|ISSUER/;

/** An extension: the AWS CLI leaves the user with a failure that may be none. */
const lostAnswerNote = 'The answer to an earlier attempt of this command was lost; that attempt may have created it.';

/** Where a request goes. */
export interface Route {
  readonly endpoint: string;
  readonly proxy: string | undefined;
}

/**
 * What to tell of a call that failed, in botocore's words.
 *
 * @param route the URL that was called, and the proxy that it was called through
 */
export function explainFailure(
  error: unknown,
  operation: Operation,
  settings: ClientSettings,
  route: Route & { readonly answerWasLost: boolean },
): Error {
  if (error instanceof EcrError) return error;
  if (error instanceof AnsweredWithError) {
    const failure = new ServiceError(
      error.name,
      operation.name,
      error.message,
      retriesBeforeEnd(error.$metadata, settings),
      error.members,
    );
    if (route.answerWasLost && error.name === operation.existsError) failure.note = lostAnswerNote;
    return failure;
  }
  if (!(error instanceof Error)) return new GeneralError(String(error));
  return new UnansweredError(networkProblem(error, route) ?? error.message, route.answerWasLost);
}

/** How often a call was repeated, where it was made as often as is allowed. botocore counts before it asks whether once more would help. */
export function retriesBeforeEnd(
  { attempts = 1 }: { readonly attempts?: number },
  { maxAttempts }: ClientSettings,
): number | undefined {
  return attempts >= maxAttempts ? attempts - 1 : undefined;
}

/** Whether the service may have carried out what an attempt asked for, though its answer did not come back. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof AnsweredWithError) return error.$fault !== 'client';
  if (error instanceof ProxyFailed) return false;
  if (isSystemError(error)) return !unreachable.includes(error.code ?? '') && !insecure.test(error.code ?? '');
  return !(error instanceof Error && isConnectTimeout(error));
}

function isConnectTimeout(error: Error): boolean {
  if (error instanceof TimedOut) return error.phase === 'connect';
  // Through a proxy, the SDK's own handler tells it.
  return error.name === 'TimeoutError' && error.message.includes('establish a connection');
}

/** What to tell of a request that got no answer, in botocore's words. */
export function explainNetworkFailure(error: Error, route: Route): Error {
  if (error instanceof EcrError) return error;
  return new GeneralError(networkProblem(error, route) ?? error.message);
}

function networkProblem(error: Error, { endpoint, proxy }: Route): string | undefined {
  if (error instanceof ProxyFailed) return `Failed to connect to proxy URL: "${withoutSecrets(error.proxy)}"`;
  if (!isSystemError(error)) {
    if (error.name !== 'TimeoutError') return undefined;
    return `${isConnectTimeout(error) ? 'Connect' : 'Read'} timeout on endpoint URL: "${endpoint}"`;
  }
  const code = error.code ?? '';
  if (unreachable.includes(code) && proxy !== undefined)
    return `Failed to connect to proxy URL: "${withoutSecrets(proxy)}"`;
  if (unreachable.includes(code)) return `Could not connect to the endpoint URL: "${endpoint}"`;
  if (code === 'ETIMEDOUT') return `Connect timeout on endpoint URL: "${endpoint}"`;
  if (closed.includes(code)) {
    return `Connection was closed before we received a valid response from endpoint URL: "${endpoint}".`;
  }
  if (insecure.test(code)) return `SSL validation failed for ${endpoint} ${error.message}`;
  return undefined;
}
