import { takeGlobalOptions } from '../command-line/global-options.ts';
import { memberFor } from '../command-line/operation-options.ts';
import { globalValues } from '../command-line/program.ts';
import { candidatesAt } from '../completion/candidates.ts';
import { contextAfter, type CursorContext, optionsAt } from '../completion/cursor-context.ts';
import { readShellLine, type ShellLine } from '../completion/shell-line.ts';
import type { Candidate } from '../completion/value-candidates.ts';
import { optionTexts } from '../help/pages.ts';
import { sampleOutput } from '../input/skeleton.ts';
import { EcrError } from '../model/errors.ts';
import type { OptionDefinition } from '../model/options.ts';
import { formatter } from '../output/format.ts';
import { compileQuery } from '../output/query/query.ts';
import { type Io, widthWithoutTerminal } from '../platform/io.ts';
import { type Line, textBefore } from './line.ts';

/** Returns the unquoted words before the cursor, without the program name, and the current word. */
export function wordsBefore(line: Line): Pick<ShellLine, 'words' | 'current' | 'start'> {
  const { words, current, start } = readShellLine(textBefore(line));
  return { words: words.slice(1), current, start };
}

/**
 * Returns the candidates that match the current word: those that begin with it, then those that contain it, then those
 * that contain its letters in order.
 */
export function suggest(line: Line, io: Io): Candidate[] {
  const { words, current } = wordsBefore(line);
  const all = candidatesAt(contextAfter(words, io), current, io);
  const ranked = all.flatMap((candidate) => {
    const rank = rankOf(candidate.text, current);
    return rank === undefined ? [] : [{ candidate, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
}

function rankOf(text: string, typed: string): number | undefined {
  const [whole, part] = [text.toLowerCase(), typed.toLowerCase().replace(/^-{1,2}(?=\w)/, '')];
  if (whole.startsWith(typed.toLowerCase())) return 0;
  if (whole.includes(part)) return 1;
  let at = -1;
  for (const letter of part) {
    at = whole.indexOf(letter, at + 1);
    if (at < 0) return undefined;
  }
  return 2;
}

/** Returns the help of the option whose value is at the cursor; nothing for any other word. */
export function hintFor(line: Line, io: Io): string[] {
  const context = contextAfter(wordsBefore(line).words, io);
  return context.option === undefined ? [] : textsOf(context.option, context);
}

/** Returns the text of the help panel: for a candidate, else for the option whose value is at the cursor. */
export function helpOf(candidate: Candidate | undefined, context: CursorContext): string[] {
  const command = context.operation ?? context.builtinCommand;
  if (candidate === undefined && context.option !== undefined) return textsOf(context.option, context);
  if (candidate === undefined) return [command?.help ?? 'Type a command, or choose one from the list.'];
  const option = optionsAt(context).find(({ name }) => `--${name}` === candidate.text);
  if (option === undefined) return [candidate.help ?? ''];
  return textsOf(option, context);
}

function textsOf(option: OptionDefinition, { operation }: CursorContext): string[] {
  return optionTexts(option, operation === undefined ? undefined : memberFor(option, operation));
}

/** Returns sample output of the command on the line, with its `--query` and `--output` applied. */
export async function sampleOf(words: readonly string[], io: Io): Promise<string[]> {
  const { hasCommand, operation, expansion } = contextAfter(words, io);
  if (operation === undefined)
    return [hasCommand ? 'This command has no sample output.' : 'Enter a command to see sample output.'];
  try {
    // The options of an alias take precedence over those on the command line. (AWS CLI behavior)
    const typed = takeGlobalOptions(words).values;
    const globals = globalValues(new Map([...typed, ...takeGlobalOptions(expansion).values]));
    const format = await formatter(globals.output ?? io.environment['AWS_DEFAULT_OUTPUT'] ?? 'json');
    const query = globals.query === undefined ? undefined : compileQuery(globals.query);
    const sample = sampleOutput(operation.output);
    const text = await format(query === undefined ? sample : query(sample), {
      title: operation.name,
      colored: false,
      width: io.stdout.columns ?? widthWithoutTerminal,
    });
    return text.split('\n');
  } catch (error) {
    if (error instanceof EcrError) return error.message.split('\n');
    throw error;
  }
}
