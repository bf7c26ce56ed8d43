import { EcrError, ServiceError, UnansweredError } from '../model/errors.ts';
import type { Operation } from '../model/shapes.ts';
import {
  explainNetworkFailure,
  networkFailure,
  type NetworkFailure,
  regionHint,
} from '../transport/network-failure.ts';
import { interruptionOf, retriesWhenExhausted, type RetrySettings } from '../transport/retry-strategy.ts';
import { UnreadableResponse } from '../transport/wire-response.ts';
import { ServiceException } from './service-exception.ts';

/** What became of the attempts of a call that failed, in this order of importance. */
export type Arrival =
  /** An attempt may have been carried out, because its response was lost or cannot be read. */
  | 'unknown'
  /** The service reported an internal fault. */
  | 'faulty'
  /** No attempt was carried out. */
  | 'refused';

/** What is known about a failed call besides its error. */
export interface FailedCall {
  readonly operation: Operation;
  /** The URL of the endpoint. */
  readonly endpoint: string;
  readonly arrival: Arrival;
  /** The Region whose endpoint this is; undefined for a configured endpoint. */
  readonly region: string | undefined;
}

/** Explains a failed call in botocore's words. Adds a note if the call may have changed the rule. */
export async function explainCallFailure(error: unknown, call: FailedCall, settings: RetrySettings): Promise<EcrError> {
  if (error instanceof EcrError) return error;
  const interruption = interruptionOf(error);
  if (interruption !== undefined) return interruption;
  const failure =
    error instanceof ServiceException
      ? new ServiceError(
          error.name,
          call.operation.name,
          error.message,
          retriesWhenExhausted(error.$metadata.attempts ?? 1, settings),
          error.members,
        )
      : new UnansweredError(unansweredMessage(error, call));
  const note = changeNote(failure, call) ?? (await regionHint(error, call.region));
  if (note !== undefined) failure.note = note;
  return failure;
}

function unansweredMessage(error: unknown, { endpoint }: FailedCall): string {
  return error instanceof UnreadableResponse ? error.message : explainNetworkFailure(error, endpoint).message;
}

/** An extension: the AWS CLI does not say that the call may have changed the rule. */
function changeNote({ code }: EcrError, { operation, arrival }: FailedCall): string | undefined {
  const { subject = 'rule', effect, existsError, missingError } = operation;
  if (effect === undefined || arrival === 'refused') return undefined;
  if (code === undefined) return `The ${subject} may have been ${effect} by this command.`;
  return arrival === 'unknown' || code === existsError || code === missingError
    ? `The ${subject} may have been ${effect} by an earlier attempt of this command.`
    : undefined;
}

/** Returns what may have become of an attempt. */
export function arrivalOf(error: unknown): Arrival {
  if (error instanceof ServiceException) return error.$fault === 'server' ? 'faulty' : 'refused';
  if (error instanceof UnreadableResponse) return 'unknown';
  const failure = networkFailure(error);
  return failure !== undefined && lostResponses.includes(failure) ? 'unknown' : 'refused';
}

/** The failures after which the service may have received the request. */
const lostResponses: readonly NetworkFailure[] = ['closed', 'read timeout', 'malformed response'];
