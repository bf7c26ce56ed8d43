import { PagerError } from '../model/errors.ts';
import type { Effect, Operation } from '../model/shapes.ts';
import type { Value } from '../model/values.ts';
import type { Printer } from './printer.ts';

/** An extension: returns the line after the message of an error that occurs after a successful call. */
export function effectNote(effect: Effect): string {
  return `The rule was ${effect} before this error occurred.`;
}

/**
 * Prints the result of a successful call.
 *
 * @throws the errors of `print`, with a note of what the call did
 */
export async function printResult({ effect }: Operation, print: Printer, result: Value): Promise<void> {
  try {
    await print(result);
  } catch (error) {
    throw effect === undefined ? error : withNote(error, effectNote(effect));
  }
}

/** Wraps a reader of values in a response. Its errors get a note of what the call did. */
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
 * Adds a note to an error that prevents printing a result, unless the error has a note. The error of a pager gets no
 * note, because the result is printed without the pager.
 */
export function withNote(error: unknown, note: string): Error {
  if (!(error instanceof Error)) return withNote(new Error(String(error)), note);
  if (error instanceof PagerError) return error;
  return 'note' in error && error.note !== undefined ? error : Object.assign(error, { note });
}
