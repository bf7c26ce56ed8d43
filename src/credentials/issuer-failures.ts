import { EcrError, GeneralError, ServiceError } from '../model/errors.ts';
import type { ValueMap } from '../model/values.ts';
import { explainNetworkFailure, regionHintForHost } from '../transport/network-failure.ts';
import { interruptionOf, retriesWhenExhausted, type RetrySettings } from '../transport/retry-strategy.ts';
import { UnreadableResponse, type WireResponse } from '../transport/wire-response.ts';

/**
 * An error response of a service that issues credentials, as the SDK's middleware expects it: `name`, `$metadata` and
 * `$retryable` decide about retries.
 */
export class IssuerException extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode: number; readonly attempts?: number };
  readonly $response: { readonly statusCode: number; readonly headers: Record<string, string> };
  /** The error that the model of STS marks as worth another attempt. */
  readonly $retryable: object | undefined;
  /** The error as botocore holds it. */
  readonly members: ValueMap;

  constructor(
    readonly response: WireResponse,
    { code, message }: { readonly code: string; readonly message: string },
    members: ValueMap = { Code: code, Message: message },
  ) {
    super(message);
    const { status, headers } = response;
    this.name = code;
    this.$fault = status >= 500 ? 'server' : 'client';
    this.$metadata = { httpStatusCode: status };
    this.$response = { statusCode: status, headers: { ...headers } };
    this.$retryable = code === 'IDPCommunicationError' ? {} : undefined;
    this.members = members;
  }
}

/** Explains in botocore's words why a service gave no credentials. */
export async function explainIssuerFailure(
  error: unknown,
  { operation, url, attempts }: { readonly operation: string; readonly url: string; readonly attempts?: number },
  settings: RetrySettings,
): Promise<EcrError> {
  const interruption = interruptionOf(error);
  if (interruption !== undefined) return interruption;
  if (error instanceof UnreadableResponse) return new GeneralError(error.message);
  if (!(error instanceof IssuerException)) {
    const failure = explainNetworkFailure(error, url);
    const note = await regionHintForHost(error, url);
    return note === undefined ? failure : Object.assign(failure, { note });
  }
  const { name, message, members, $metadata: metadata } = error;
  const retries = retriesWhenExhausted(attempts ?? metadata.attempts ?? 1, settings);
  return new ServiceError(name, operation, message, retries, members);
}

/** Credentials are configured but cannot be fetched. (botocore's CredentialRetrievalError) */
export class RetrievalError extends GeneralError {
  /** @param provider as botocore names it */
  constructor(provider: string, reason: string) {
    super(`Error when retrieving credentials from ${provider}: ${reason}`);
  }
}
