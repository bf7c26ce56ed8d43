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

/** The last question, so that the next one waits for its answer. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Asks for a secret without showing what is typed: on the controlling terminal wherever the standard streams lead, else on
 * standard input. (Python's `getpass`, which the AWS CLI uses) Calls for several registries may ask at the same time; they take
 * turns.
 *
 * @throws GeneralError when the input ends, ParameterError when standard input is not a terminal and was read for something else
 */
export function askSecret(prompt: string, stdin: InputStream, stderr: OutputStream): Promise<string> {
  const answer = last.then(() => ask(prompt, stdin, stderr));
  last = answer.catch(() => undefined);
  return answer;
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
      `${question(prompt)}: there is no terminal to ask on, and standard input has the parameters of the command. Put the parameters into a file.`,
    );
  }
  // Python's words; it gives the first warning once per run.
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

/** The lines of standard input, from the first question on. */
let lines: AsyncIterator<string, undefined> | undefined;

/** The next line of standard input; undefined at its end. Lines that arrive together serve several questions. */
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
