import { EcrError, ServiceError, UnknownOptionsError } from '../model/errors.ts';
import type { errorFormats } from '../model/options.ts';
import type { ValueMap } from '../model/values.ts';
import { stripEnd } from '../python/white-space.ts';

/** The format of errors: `legacy` and `enhanced` are sentences, the others print a map in that format. */
export type ErrorFormat = (typeof errorFormats)[number];

/** How errors are printed. */
export interface ErrorLook {
  /** Whether the usage text is coloured, as the AWS CLI does on a terminal. */
  readonly colouredUsage: boolean;
  readonly colouredTable: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/**
 * Formats an error as the AWS CLI prints it on stderr. An error without a code is always a sentence.
 */
export async function errorText(error: EcrError, format: ErrorFormat, look: ErrorLook): Promise<string> {
  if (error.code !== undefined && format !== 'legacy' && format !== 'enhanced') {
    const { formatter } = await import('./format.ts');
    return (await formatter(format))(errorMap(error, error.code), {
      title: 'error',
      coloured: look.colouredTable,
      width: look.width,
    });
  }
  const usage = 'usage' in error && typeof error.usage === 'string' ? error.usage : '';
  const lead = error instanceof UnknownOptionsError ? `\n${error.usage}\n` : '';
  const text = `${stripEnd(`${lead}\necr: [ERROR]: ${errorMessage(error, format)}`)}\n`;
  const note = error.note === undefined ? '' : `${error.note}\n`;
  if (!look.colouredUsage || usage === '') return text + note;
  const { colouredUsage } = await import('./colours.ts');
  return text.replace(`${usage.trimEnd()}\n`, () => `${colouredUsage(usage)}\n`) + note;
}

function errorMessage(error: EcrError, format: ErrorFormat): string {
  if (error instanceof ServiceError) {
    const retries = error.retries === undefined ? '' : ` (reached max retries: ${String(error.retries)})`;
    return `An error occurred (${error.code}) when calling the ${error.operationName} operation${retries}: ${error.serviceMessage}`;
  }
  return error.code === undefined || format === 'legacy'
    ? error.message
    : `An error occurred (${error.code}): ${error.message}`;
}

function errorMap(error: EcrError, code: string): ValueMap {
  const note = error.note === undefined ? {} : { Note: error.note };
  return { ...(error instanceof ServiceError ? error.members : { Code: code, Message: error.message }), ...note };
}
