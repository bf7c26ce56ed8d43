import { GeneralError } from '../model/errors.ts';
import type { Io } from './io.ts';
import { bugsUrl } from './version.ts';

/** Returns the error message for a bug in this tool, in one line. The debug log gets the stack. */
export function unexpectedError(error: unknown, { trace }: Pick<Io, 'trace'>): GeneralError {
  const denial = accessDenial(error);
  if (denial !== undefined) return new GeneralError(denial);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error) trace?.('main', `Unexpected error: ${error.stack ?? message}`);
  const [line = ''] = message.split('\n', 1);
  const report = new GeneralError(
    isTooLong(error)
      ? 'The result is longer than 512 MB, which is more than Node can hold. Ask for less of it.'
      : `Unexpected error: ${line}. Please report it with the output of --debug: ${bugsUrl}`,
  );
  if (hasNote(error)) report.note = error.note;
  return report;
}

/** The options of Node that allow what its permission model refuses, by the names in its errors. */
const permissionOptions: Readonly<Record<string, string>> = {
  FileSystemRead: '--allow-fs-read',
  FileSystemWrite: '--allow-fs-write',
  ChildProcess: '--allow-child-process',
  WorkerThreads: '--allow-worker',
  Net: '--allow-net',
};

/**
 * Explains a refusal of Node's permission model, which `--permission` in NODE_OPTIONS turns on.
 *
 * @returns undefined for any other error
 */
export function accessDenial(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_ACCESS_DENIED') return undefined;
  const permission = 'permission' in error && typeof error.permission === 'string' ? error.permission : '';
  const resource = 'resource' in error && typeof error.resource === 'string' ? error.resource : '';
  const place = resource === '' ? '' : ` to '${resource}'`;
  const option = permissionOptions[permission];
  const advice = option === undefined ? 'Run without --permission.' : `Allow it with ${option}.`;
  return `Node's --permission denies access${place}${permission === '' ? '' : ` (${permission})`}. ${advice}`;
}

/** Returns whether a text would be longer than V8 allows. The first is from a decoder, the second from V8 itself. */
function isTooLong(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'ERR_STRING_TOO_LONG') || error.message === 'Invalid string length';
}

function hasNote(error: unknown): error is { readonly note: string } {
  return error instanceof Error && 'note' in error && typeof error.note === 'string';
}
