import { loggedWords } from '../command-line/raw-words.ts';
import { contextAfter } from '../completion/cursor-context.ts';
import { wrapped } from '../help/wrapping.ts';
import { GeneralError, Interrupted, UnknownOptionsError, UsageError } from '../model/errors.ts';
import type { Io, Terminal } from '../platform/io.ts';
import { quotedWord, splitWords } from '../python/shlex.ts';
import { mayHoldSecret, readHistory, remember } from './history.ts';
import { KeyReader } from './keys.ts';
import { promptMode } from './mode.ts';
import { firstState, press, type PromptState } from './state.ts';
import { helpOf, sampleOf, wordsBefore } from './suggestions.ts';
import { view } from './view.ts';

/**
 * Prompts for the command line on the terminal.
 *
 * @param argv the words of the command line so far
 * @returns the words to run
 * @throws GeneralError without a terminal, Interrupted if the prompt is canceled
 */
export function promptFor(argv: readonly string[], io: Io): Promise<readonly string[]> {
  return io.interruption.wait(() => promptOnTerminal(argv, io));
}

async function promptOnTerminal(argv: readonly string[], io: Io): Promise<readonly string[]> {
  const terminal = await io.openTerminal();
  if (terminal === undefined)
    throw new GeneralError(
      'The auto-prompt needs a terminal, but stdin or stdout is not one, or TERM is empty or dumb. ' +
        'Use --no-cli-auto-prompt, or unset AWS_CLI_AUTO_PROMPT.',
    );
  const history = readHistory(io);
  const text = await readLine(terminal, ['ecr', ...argv].map(quotedWord).join(' ') + ' ', history, io);
  // Ctrl-C sends no signal in raw mode.
  if (text === undefined) throw new Interrupted('SIGINT');
  const words = (splitWords(text) ?? text.split(/\s+/)).slice(1);
  const hidden = mayHoldSecret(words, io);
  // Show the command line above its output, as in a shell.
  terminal.write(`> ${hidden ? ['ecr', ...loggedWords(words)].join(' ') : text}\n`);
  if (!hidden) await remember(text, history, io);
  return words;
}

/**
 * Runs a command line, after the prompt if it is turned on: in the mode `on`, always; in the mode `on-partial`, if the
 * command line cannot be parsed.
 *
 * @param run runs words as a command line
 */
export async function runPrompted<T>(
  argv: readonly string[],
  io: Io,
  run: (words: readonly string[]) => Promise<T>,
): Promise<T> {
  const mode = promptMode(argv, io);
  if (mode === 'off') return run(argv);
  if (mode === 'on-partial') {
    try {
      return await run(argv);
    } catch (error) {
      if (!(error instanceof UsageError || error instanceof UnknownOptionsError) || !io.stdinMayBeTerminal) throw error;
    }
  }
  const words = await promptFor(
    argv.filter((word) => word !== '--cli-auto-prompt'),
    io,
  );
  return run(words);
}

async function readLine(
  terminal: Terminal,
  typed: string,
  history: readonly string[],
  io: Io,
): Promise<string | undefined> {
  let state = firstState(typed, history, io);
  const reader = new KeyReader();
  try {
    await draw(terminal, state, io);
    for await (const chunk of terminal.input()) {
      for (const key of chunk === 'resized' ? [] : reader.read(chunk.text)) {
        const outcome = press(state, key, io);
        if (outcome.kind === 'cancel') return undefined;
        if (outcome.kind === 'run') return outcome.text;
        state = outcome.state;
      }
      await draw(terminal, state, io);
    }
    return undefined;
  } finally {
    terminal.close();
  }
}

async function draw(terminal: Terminal, state: PromptState, io: Io): Promise<void> {
  const size = terminal.size();
  const { rows, cursor } = view(state, await panelOf(state, size.columns, io), size);
  const text = rows.map((row) => `${row}\u001b[K`).join('\r\n');
  terminal.write(
    `\u001b[?25l\u001b[H${text}\u001b[J\u001b[${String(cursor.row + 1)};${String(cursor.column + 1)}H\u001b[?25h`,
  );
}

async function panelOf(state: PromptState, columns: number, io: Io): Promise<string[]> {
  const { words, current } = wordsBefore(state.line);
  switch (state.panel) {
    case 'none':
      return [];
    case 'help':
      return helpOf(state.suggestions[state.chosen ?? 0], contextAfter(words, io)).flatMap((text) =>
        wrapped(text, '', columns).split('\n'),
      );
    case 'output':
      return sampleOf(
        [...words, current].filter((word) => word !== ''),
        io,
      );
  }
}
