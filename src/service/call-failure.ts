import { EcrError, ServiceError, UnansweredError } from '../model/errors.ts';
import type { Operation } from '../model/shapes.ts';
import { explainNetworkFailure, networkFailure } from '../transport/network-failure.ts';
import { interruptionOf, retriesWhenExhausted, type RetrySettings } from '../transport/retry-strategy.ts';
import { UnreadableResponse } from '../transport/wire-response.ts';
import { ServiceException } from './service-exception.ts';

/** An extension: the AWS CLI does not say that the failure may be the command's own doing. */
const lostResponseNote =
  'The response to an earlier attempt of this command was lost; that attempt may have created it.';

/** What is known about a failed call besides its error. */
export interface FailedCall {
  readonly operation: Operation;
  /** The URL of the endpoint. */
  readonly endpoint: string;
  /** Whether an attempt may have reached the service though its response did not come back. */
  readonly responseWasLost: boolean;
}

/** Explains a failed call in botocore's words. */
export function explainCallFailure(
  error: unknown,
  { operation, endpoint, responseWasLost }: FailedCall,
  settings: RetrySettings,
): EcrError {
  if (error instanceof EcrError) return error;
  const interruption = interruptionOf(error);
  if (interruption !== undefined) return interruption;
  if (error instanceof ServiceException) {
    const failure = new ServiceError(
      error.name,
      operation.name,
      error.message,
      retriesWhenExhausted(error.$metadata.attempts ?? 1, settings),
      error.members,
    );
    if (responseWasLost && error.name === operation.existsError) failure.note = lostResponseNote;
    return failure;
  }
  if (error instanceof UnreadableResponse) return new UnansweredError(error.message, true);
  return new UnansweredError(explainNetworkFailure(error, endpoint).message, responseWasLost);
}

/** Whether the service may have carried out an attempt though its response did not come back. */
export function mayHaveArrived(error: unknown): boolean {
  if (error instanceof ServiceException) return error.$fault === 'server';
  if (error instanceof UnreadableResponse) return true;
  const failure = networkFailure(error);
  return failure === 'closed' || failure === 'read timeout';
}
