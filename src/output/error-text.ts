import { EcrError, ServiceError, UnknownOptionsError, UsageError } from '../model/errors.ts';
import type { errorFormats } from '../model/options.ts';
import type { ValueMap } from '../model/values.ts';
import { type Io, widthWithoutTerminal } from '../platform/io.ts';
import { stripEnd } from '../python/strings.ts';
import { formatVisibly, hasColors, visibleText } from './terminal-output.ts';

/** The format of errors: `legacy` and `enhanced` print sentences, the others a map in an output format. */
export type ErrorFormat = (typeof errorFormats)[number];

/** The appearance of errors. */
export interface ErrorLook {
  /** Whether the usage text has colors, as in the AWS CLI on a terminal. */
  readonly coloredUsage: boolean;
  readonly coloredTable: boolean;
  /** Whether control characters are escaped, because they would control the terminal. */
  readonly isTerminal: boolean;
  /** The width of the terminal in columns. */
  readonly width: number;
  /** Wraps a line at the width of the terminal; undefined without a terminal. */
  readonly wrap?: (line: string) => Promise<string>;
}

/** Formats an error as the AWS CLI prints it on stderr. An error without a code is always printed as a sentence. */
export async function errorText(error: EcrError, format: ErrorFormat, look: ErrorLook): Promise<string> {
  const hint = await error.hint?.();
  if (error.code !== undefined && format !== 'legacy' && format !== 'enhanced') {
    const { formatter } = await import('./format.ts');
    const write = await formatter(format);
    const shown = look.isTerminal ? formatVisibly(format, write) : write;
    return shown(errorMap(error, error.code, hint), {
      title: 'error',
      colored: look.coloredTable,
      width: look.width,
    });
  }
  const usage = 'usage' in error && typeof error.usage === 'string' ? error.usage : '';
  const lead = error instanceof UnknownOptionsError ? `\n${error.usage}\n` : '';
  const shown = look.isTerminal ? visibleText : (message: string) => message;
  const message = await withOwnLinesWrapped(`ecr: [ERROR]: ${shown(errorMessage(error, format))}`, error, look);
  const text = `${stripEnd(`${lead}\n${message}`)}\n`;
  // A blank line follows the usage text, as it does with colors.
  const gap = error instanceof UsageError && !look.coloredUsage ? '\n' : '';
  const last = [
    ...(hint === undefined ? [] : [gap + (await wrappedLines(shown(hint), look))]),
    ...(error.note === undefined ? [] : [await wrappedLines(shown(error.note), look)]),
  ];
  const end = last.map((line) => `${line}\n`).join('');
  if (!look.coloredUsage || usage === '') return text + end;
  const { coloredUsage } = await import('./colors.ts');
  return text.replace(`${usage.trimEnd()}\n`, () => `${coloredUsage(usage)}\n`) + end;
}

/** Wraps the lines of a message that the AWS CLI does not have. Its lines and those of the service stay as they are. */
async function withOwnLinesWrapped(message: string, error: EcrError, look: ErrorLook): Promise<string> {
  const { ownLines = [] } = error;
  if (ownLines.length === 0 || look.wrap === undefined) return message;
  const { wrap } = look;
  const lines = message
    .split('\n')
    // The first line has the name of the program and the code before it.
    .map(async (line, index) => (ownLines.includes(error.message.split('\n')[index] ?? '') ? await wrap(line) : line));
  return (await Promise.all(lines)).join('\n');
}

async function wrappedLines(text: string, { wrap }: ErrorLook): Promise<string> {
  return wrap === undefined ? text : (await Promise.all(text.split('\n').map(wrap))).join('\n');
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

function errorMap(error: EcrError, code: string, hint: string | undefined): ValueMap {
  const note = error.note === undefined ? {} : { Note: error.note };
  const message = hint === undefined ? error.message : `${error.message}\n${hint}`;
  return { ...(error instanceof ServiceError ? error.members : { Code: code, Message: message }), ...note };
}

/**
 * Returns the appearance of errors on stderr.
 *
 * @param color the value of --color
 */
export function errorLook(color: string | undefined, io: Io): ErrorLook {
  return {
    // Python's argparse colors the usage text, whatever --color says.
    coloredUsage: hasColors('auto', io) && io.environment['TERM'] !== 'dumb',
    coloredTable: hasColors(color, io),
    isTerminal: io.stderr.isTerminal,
    width: io.stdout.columns ?? widthWithoutTerminal,
  };
}
