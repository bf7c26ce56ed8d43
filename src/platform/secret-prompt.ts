import fs from 'node:fs';
import { createInterface } from 'node:readline';
import tty from 'node:tty';

import { GeneralError, interrupted, ParameterError } from '../model/errors.ts';
import type { InputStream, OutputStream } from './io.ts';

/** Keys as a terminal sends them. */
const enter = ['\r', '\n'];
const interrupt = '\u0003';
const endOfInput = '\u0004';
const eraseLine = '\u0015';
const erase = ['\u007f', '\b'];

/** The last prompt. The next one waits until it is done. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Prompts for a secret without echo on the controlling terminal, even if the standard streams are redirected. Without a
 * controlling terminal, as on Windows, it reads standard input. (Python's `getpass`, which the AWS CLI uses) Concurrent
 * prompts, for several registries, wait for each other.
 *
 * @throws GeneralError if the input ends, ParameterError if standard input is not a terminal and was already read
 */
export function askSecret(prompt: string, stdin: InputStream, stderr: OutputStream): Promise<string> {
  const secret = last.then(() => ask(prompt, stdin, stderr));
  last = secret.catch(() => undefined);
  return secret;
}

async function ask(prompt: string, stdin: InputStream, stderr: OutputStream): Promise<string> {
  const terminal = openControllingTerminal();
  if (terminal !== undefined) {
    return readHidden(prompt, new tty.ReadStream(terminal), (text) => {
      fs.writeSync(terminal, text);
    });
  }
  if (tty.isatty(0)) {
    return readHidden(prompt, new tty.ReadStream(0), (text) => {
      fs.writeSync(2, text);
    });
  }
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

async function readHidden(prompt: string, input: tty.ReadStream, write: (text: string) => void): Promise<string> {
  write(prompt);
  input.setEncoding('utf8').setRawMode(true);
  try {
    return await new Promise((resolve, reject) => {
      let typed = '';
      const fail = () => {
        reject(inputEnded(prompt));
      };
      input.on('end', fail).on('error', fail);
      input.on('data', (chunk: string) => {
        for (const key of chunk) {
          if (key === interrupt) {
            input.setRawMode(false);
            write('\n');
            process.exit(interrupted);
          }
          if (key === endOfInput && typed === '') fail();
          else if (enter.includes(key) || key === endOfInput) resolve(typed);
          else if (erase.includes(key)) typed = typed.slice(0, -1);
          else typed = key === eraseLine ? '' : typed + key;
        }
      });
    });
  } finally {
    input.setRawMode(false);
    write('\n');
    input.destroy();
  }
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
