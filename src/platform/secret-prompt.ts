import fs from 'node:fs';
import tty from 'node:tty';

import { GeneralError, interrupted } from '../model/errors.ts';

/** Keys as a terminal sends them. */
const enter = ['\r', '\n'];
const interrupt = '\u0003';
const endOfInput = '\u0004';
const erase = ['\u007f', '\b'];

/**
 * Asks for something on the user's terminal, wherever stdin and stdout lead, without showing what is typed.
 *
 * @throws GeneralError when there is no terminal
 */
export async function askSecret(prompt: string): Promise<string> {
  let descriptor: number;
  try {
    descriptor = fs.openSync('/dev/tty', 'r+');
  } catch {
    throw new GeneralError(
      `${prompt.trim().replace(/:$/, '')}: this has to be asked on a terminal, and there is none.`,
    );
  }
  fs.writeSync(descriptor, prompt);
  const input = new tty.ReadStream(descriptor);
  input.setRawMode(true);
  try {
    return await new Promise((resolve) => {
      let typed = '';
      input.on('data', (chunk: Buffer) => {
        for (const key of chunk.toString('utf8')) {
          if (key === interrupt) {
            input.setRawMode(false);
            fs.writeSync(descriptor, '\n');
            process.exit(interrupted);
          }
          if (enter.includes(key) || key === endOfInput) return resolve(typed);
          typed = erase.includes(key) ? typed.slice(0, -1) : typed + key;
        }
      });
    });
  } finally {
    input.setRawMode(false);
    fs.writeSync(descriptor, '\n');
    input.destroy();
  }
}
