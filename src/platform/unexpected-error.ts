import { GeneralError } from '../model/errors.ts';
import type { Io } from './io.ts';
import { bugsUrl } from './version.ts';

/** Returns the error message for a bug in this tool, in one line. The debug log gets the stack. */
export function unexpectedError(error: unknown, { trace }: Pick<Io, 'trace'>): GeneralError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error) trace?.('main', `Unexpected error: ${error.stack ?? message}`);
  const [line = ''] = message.split('\n', 1);
  const report = new GeneralError(`Unexpected error: ${line}. Please report it with the output of --debug: ${bugsUrl}`);
  if (hasNote(error)) report.note = error.note;
  return report;
}

function hasNote(error: unknown): error is { readonly note: string } {
  return error instanceof Error && 'note' in error && typeof error.note === 'string';
}
