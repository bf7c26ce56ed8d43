import { EcrError, ServiceError, UnknownOptionsError } from '../model/errors.ts';
import type { errorFormats } from '../model/options.ts';
import type { ValueMap } from '../model/values.ts';
import { stripEnd } from '../python/white-space.ts';
import { formatVisibly, visibleText } from './visible-text.ts';

/** The format of errors: `legacy` and `enhanced` print sentences, the others a map in an output format. */
export type ErrorFormat = (typeof errorFormats)[number];

/** The appearance of errors. */
export interface ErrorLook {
  /** Whether the usage text has colours, as in the AWS CLI on a terminal. */
  readonly colouredUsage: boolean;
  readonly colouredTable: boolean;
  /** Whether control characters are escaped, because they would control the terminal. */
  readonly isTerminal: boolean;
  /** The width of the terminal in columns. */
  readonly width: number;
}

/** Formats an error as the AWS CLI prints it on stderr. An error without a code is always printed as a sentence. */
export async function errorText(error: EcrError, format: ErrorFormat, look: ErrorLook): Promise<string> {
  if (error.code !== undefined && format !== 'legacy' && format !== 'enhanced') {
    const { formatter } = await import('./format.ts');
    const write = await formatter(format);
    const shown = look.isTerminal ? formatVisibly(format, write) : write;
    return shown(errorMap(error, error.code), {
      title: 'error',
      coloured: look.colouredTable,
      width: look.width,
    });
  }
  const usage = 'usage' in error && typeof error.usage === 'string' ? error.usage : '';
  const lead = error instanceof UnknownOptionsError ? `\n${error.usage}\n` : '';
  const shown = look.isTerminal ? visibleText : (message: string) => message;
  const text = `${stripEnd(`${lead}\necr: [ERROR]: ${shown(errorMessage(error, format))}`)}\n`;
  const note = error.note === undefined ? '' : `${shown(error.note)}\n`;
  if (!look.colouredUsage || usage === '') return text + note;
  const { colouredUsage } = await import('./colours.ts');
  return text.replace(`${usage.trimEnd()}\n`, () => `${colouredUsage(usage)}\n`) + note;
}

function errorMessage(error: EcrError, format: ErrorFormat): string {
  if (error instanceof ServiceError) {
    const retries = error.retries === undefined ? '' : ` (reached max retries: ${String(error.retries)})`;
    return (
      `An error occurred (${error.code}) when calling the ${error.operationName} operation${retries}: ` +
      error.serviceMessage
    );
  }
  return error.code === undefined || format === 'legacy'
    ? error.message
    : `An error occurred (${error.code}): ${error.message}`;
}

function errorMap(error: EcrError, code: string): ValueMap {
  const note = error.note === undefined ? {} : { Note: error.note };
  return { ...(error instanceof ServiceError ? error.members : { Code: code, Message: error.message }), ...note };
}
