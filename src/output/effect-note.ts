import { PagerError } from '../model/errors.ts';
import type { Effect, Operation } from '../model/shapes.ts';
import type { Value } from '../model/values.ts';
import { isSystemError } from '../platform/io.ts';
import type { Printer } from './printer.ts';

/** An extension: the line behind the message of an error that occurs after a call has succeeded. */
export function effectNote(effect: Effect): string {
  return `The rule was ${effect} before this error occurred.`;
}

/**
 * Prints the result of a call that has succeeded.
 *
 * @throws what `print` throws, with a note of what the call has done
 */
export async function printResult({ effect }: Operation, print: Printer, result: Value): Promise<void> {
  try {
    await print(result);
  } catch (error) {
    throw effect === undefined ? error : withNote(error, effectNote(effect));
  }
}

/** The same reader of values in a response, whose errors say what the call has done. */
export function valueReader<T>({ effect }: Operation, read: (wire: Value) => T): (wire: Value) => T {
  if (effect === undefined) return read;
  return (wire) => {
    try {
      return read(wire);
    } catch (error) {
      throw withNote(error, effectNote(effect));
    }
  };
}

/**
 * Adds a note to an error that keeps a result from being printed, unless it has one. The error of a pager gets none,
 * because the result is printed without the pager; a closed pipe gets none, because its reader wants no more.
 */
export function withNote(error: unknown, note: string): Error {
  if (!(error instanceof Error)) return withNote(new Error(String(error)), note);
  if (error instanceof PagerError || (isSystemError(error) && error.code === 'EPIPE')) return error;
  return 'note' in error && error.note !== undefined ? error : Object.assign(error, { note });
}
