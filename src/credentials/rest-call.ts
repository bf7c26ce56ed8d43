import { ServiceError } from '../model/errors.ts';
import type { ValueMap } from '../model/values.ts';
import { mapInJson } from '../python/json.ts';
import { sendPlainRequest } from '../transport/plain-request.ts';
import { retried, RetryStrategy } from '../transport/retry-strategy.ts';
import { errorMembers, messageText, parseRestErrorResponse, type WireResponse } from '../transport/wire-response.ts';
import { issuerHandler } from './client-config.ts';
import type { CredentialContext } from './context.ts';
import { explainIssuerFailure, IssuerException, RetrievalError } from './issuer-failures.ts';

/** An operation of a service with REST and JSON that issues credentials or tokens, and takes no signature. */
export interface RestOperation {
  readonly name: string;
  /** As botocore names it in messages. */
  readonly provider: string;
  /** The service's errors that have a shape in its model, each with the member `message`. */
  readonly errors: readonly string[];
}

export interface RestRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An error response of such a service. */
export class RestError extends ServiceError {
  constructor(
    { code, operationName, serviceMessage, retries, members }: ServiceError,
    /** The body of the response; undefined where it is not a map in JSON. */
    readonly body: ValueMap | undefined,
  ) {
    super(code, operationName, serviceMessage, retries, members);
  }
}

/**
 * Calls an operation. The SDK's providers for SSO and `aws login` are not used: they read profiles and write tokens in
 * ways of their own, and their errors keep too little of a response to report it as the AWS CLI does.
 *
 * @throws RestError for an error response, GeneralError when the service cannot be reached or its response is not a map
 *   in JSON
 */
export async function callRest(
  operation: RestOperation,
  request: RestRequest,
  context: CredentialContext,
): Promise<ValueMap> {
  const { method, url, headers, body } = request;
  const { io, settings } = context;
  const handler = await issuerHandler(url.href, context);
  let attempts = 0;
  try {
    return await retried(new RetryStrategy(settings, io), async () => {
      attempts += 1;
      return contentOf(await sendPlainRequest(handler, method, url, headers, body), operation);
    });
  } catch (error) {
    const failure = await explainIssuerFailure(error, { operation: operation.name, url: url.href, attempts }, settings);
    throw error instanceof IssuerException && failure instanceof ServiceError
      ? new RestError(failure, mapInJson(error.response.body))
      : failure;
  } finally {
    handler.destroy();
  }
}

/** @throws IssuerException, RetrievalError */
function contentOf(response: WireResponse, { provider, errors }: RestOperation): ValueMap {
  if (response.status < 200 || response.status >= 300) {
    const details = parseRestErrorResponse(response);
    const { code, message } = details;
    throw new IssuerException(response, { code, message: messageText(message) }, errorMembers(details, errors));
  }
  const content = mapInJson(response.body);
  if (content === undefined) throw new RetrievalError(provider, 'The response is not JSON.');
  return content;
}
