import fs from 'node:fs';
import { createInterface } from 'node:readline';
import { createInterface as createPromiseInterface } from 'node:readline/promises';
import tty from 'node:tty';

import { GeneralError, ParameterError } from '../model/errors.ts';
import { restoreAtEnd } from './interruption.ts';
import type { InputStream, OutputStream } from './io.ts';

/** Keys as a terminal sends them. */
const enter = ['\r', '\n'];
const endOfInput = '\u0004';
const eraseLine = '\u0015';
const erase = ['\u007f', '\b'];

/** Keys for which a terminal sends a signal to the programs in it, unless it is in raw mode. */
const signalKeys: Readonly<Record<string, 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'>> = {
  '\u0003': 'SIGINT',
  '\u001c': 'SIGQUIT',
  '\u001a': 'SIGTSTP',
};

/** The last prompt. The next one waits until it is done. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Prompts for a secret without echo on the controlling terminal, even if the standard streams are redirected. Without a
 * controlling terminal, as on Windows, it reads standard input. (Python's `getpass`, which the AWS CLI uses) Concurrent
 * prompts, for several registries, wait for each other.
 *
 * @param withoutTerminal the message of the error without a terminal, where standard input is not to be read
 * @throws GeneralError if the input ends, ParameterError if standard input is not a terminal and is not to be read or
 *   was already read, the reason of `signal`
 */
export function askSecret(
  prompt: string,
  stdin: InputStream,
  stderr: OutputStream,
  signal: AbortSignal,
  withoutTerminal?: string,
): Promise<string> {
  const secret = last.then(() => ask(prompt, stdin, stderr, signal, withoutTerminal));
  last = secret.catch(() => undefined);
  return secret;
}

async function ask(
  prompt: string,
  stdin: InputStream,
  stderr: OutputStream,
  signal: AbortSignal,
  withoutTerminal: string | undefined,
): Promise<string> {
  signal.throwIfAborted();
  const terminal = openControllingTerminal();
  if (terminal !== undefined) {
    return readHidden(prompt, new tty.ReadStream(terminal), signal, (text) => {
      fs.writeSync(terminal, text);
    });
  }
  if (tty.isatty(0)) {
    return readHidden(prompt, new tty.ReadStream(0), signal, (text) => {
      fs.writeSync(2, text);
    });
  }
  if (withoutTerminal !== undefined) throw new ParameterError(withoutTerminal);
  if (stdin.wasRead) {
    throw new ParameterError(
      `${question(prompt)}: there is no terminal to prompt on, and standard input contains the parameters ` +
        'of the command. Put the parameters into a file.',
    );
  }
  // Python prints the first warning once per run.
  const warning = lines === undefined ? 'GetPassWarning: Can not control echo on the terminal.\n' : '';
  await stderr.write(`${warning}Warning: Password input may be echoed.\n${prompt}`);
  const line = await nextLine();
  if (line === undefined) throw inputEnded(prompt);
  await stderr.write('\n');
  return line;
}

function openControllingTerminal(): number | undefined {
  try {
    return fs.openSync('/dev/tty', 'r+');
  } catch {
    return undefined;
  }
}

async function readHidden(
  prompt: string,
  input: tty.ReadStream,
  signal: AbortSignal,
  write: (text: string) => void,
): Promise<string> {
  const hide = () => {
    input.setRawMode(true);
    write(prompt);
  };
  const restore = restoreAtEnd(() => {
    input.setRawMode(false);
    write('\n');
    input.destroy();
  });
  hide();
  input.setEncoding('utf8');
  try {
    return await new Promise((resolve, reject) => {
      let typed = '';
      const fail = () => {
        reject(inputEnded(prompt));
      };
      signal.addEventListener('abort', fail, { once: true });
      input.on('end', fail).on('error', fail);
      input.on('data', (chunk: string) => {
        for (const key of chunk) {
          const sent = signalKeys[key];
          if (sent !== undefined) {
            input.setRawMode(false);
            write('\n');
            sendToGroup(sent);
            // A program that Ctrl-Z has stopped goes on here.
            if (sent === 'SIGTSTP') hide();
          } else if (key === endOfInput && typed === '') fail();
          else if (enter.includes(key) || key === endOfInput) resolve(typed);
          else if (erase.includes(key)) typed = typed.slice(0, -1);
          else typed = key === eraseLine ? '' : typed + key;
        }
      });
    });
  } finally {
    restore();
  }
}

/** Sends a signal to all programs of the command line, as the terminal does. */
function sendToGroup(signal: 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'): void {
  // Windows has no process groups.
  if (process.platform === 'win32') process.emit('SIGINT');
  else process.kill(0, signal);
}

/** The lines of standard input, from the first prompt on. */
let lines: AsyncIterator<string, undefined> | undefined;

/**
 * Returns the next line of standard input; undefined at its end. Lines that arrive together are kept for later prompts.
 */
async function nextLine(): Promise<string | undefined> {
  lines ??= readLines();
  return (await lines.next()).value;
}

async function* readLines(): AsyncGenerator<string, undefined> {
  yield* createInterface({ input: process.stdin, crlfDelay: Infinity });
  return undefined;
}

function inputEnded(prompt: string): GeneralError {
  return new GeneralError(`${question(prompt)}: the input has ended.`);
}

function question(prompt: string): string {
  return prompt.trim().replace(/:$/, '');
}

/** Asks a question on stderr, so that stdout has only the result, and returns a line of standard input. */
export async function askLine(question: string, stderr: OutputStream, signal: AbortSignal): Promise<string> {
  const terminal = createPromiseInterface({ input: process.stdin, terminal: false, signal });
  try {
    await stderr.write(question);
    for await (const line of terminal) return line;
    return '';
  } finally {
    terminal.close();
  }
}
