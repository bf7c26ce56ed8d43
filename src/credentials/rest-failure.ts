import { ServiceError, type EcrError } from '../model/errors.ts';
import type { ValueMap } from '../model/values.ts';
import { mapInJson } from '../python/json.ts';
import { errorMembers, messageText, parseRestErrorResponse } from '../transport/error-response.ts';
import { unexpectedFailureMessage } from '../transport/network-failure.ts';
import { retriesWhenExhausted } from '../transport/retry-strategy.ts';
import { requestFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext } from './context.ts';
import { RetrievalError } from './retrieval-error.ts';

/** An operation of a service with REST and JSON that issues credentials. */
export interface RestOperation {
  readonly name: string;
  /** As botocore names it in messages. */
  readonly provider: string;
  /** The service's errors that have a shape in its model, each with the member `message`. */
  readonly errors: readonly string[];
  /**
   * The AWS CLI's own error in place of the service's.
   *
   * @param body of the error response
   */
  readonly replacement: (code: string, body: ValueMap | undefined) => EcrError | undefined;
}

/** Explains in botocore's words why one of the SDK's providers got no credentials. */
export function explainRestFailure(
  error: unknown,
  operation: RestOperation,
  config: ClientConfig,
  { settings }: CredentialContext,
): EcrError {
  const { provider, errors, name } = operation;
  const { response, attempts } = config.requestHandler;
  if (response === undefined)
    return requestFailure(config) ?? new RetrievalError(provider, unexpectedFailureMessage(error));
  const body = mapInJson(response.body);
  if (response.status < 300)
    return new RetrievalError(provider, `The response ${body === undefined ? 'is not JSON' : 'has no credentials'}.`);
  const details = parseRestErrorResponse(response);
  const { code, message } = details;
  return (
    operation.replacement(code, body) ??
    new ServiceError(
      code,
      name,
      messageText(message),
      retriesWhenExhausted(attempts, settings),
      errorMembers(details, errors),
    )
  );
}
