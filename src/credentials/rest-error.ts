import { mapInJson } from '../python/json.ts';
import type { Value } from '../model/values.ts';
import type { Answer } from '../service/answer.ts';
import { codeOf, readError, type ToldError } from '../service/answered-with-error.ts';

/** An error of a service that speaks REST and JSON: its code stands in a header, or in the body as `code`. (botocore's RestJSONParser) */
export function readRestError(refusal: Answer): ToldError {
  const told = readError(refusal);
  const type = refusal.headers['x-amzn-errortype'] ?? memberOf(refusal, 'code') ?? memberOf(refusal, 'Code');
  return typeof type === 'string' ? { ...told, code: codeOf(type) } : told;
}

/** @returns undefined where the body is no JSON, too */
export function memberOf({ body }: Answer, name: string): Value | undefined {
  return mapInJson(body)?.[name];
}

/** Why there is no answer that can be used. What is wrong with JSON is told with a piece of it, which may be secret. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.includes('JSON') ? 'The answer is no JSON.' : reason.split('\n', 1).join('');
}
