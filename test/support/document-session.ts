import { spawn } from 'node:child_process';

import { bareEnvironment, finished } from './run.ts';

/** A command of a document, with the output that the document shows. */
export interface DocumentCommand {
  readonly command: string;
  readonly output: string;
}

/** The commands in the console blocks of a document, in their order. Lines after `> ` continue a command. */
export function commandsIn(document: string): DocumentCommand[] {
  return [...document.matchAll(/^```console\n([^]*?)^```/gm)]
    .map(([, block = '']) => block)
    .filter((block) => !/^\$ npm /m.test(block))
    .flatMap((block) => block.split(/^\$ /m).slice(1))
    .map((part) => {
      const [, first = '', more = '', output = ''] = /^(.*\n?)((?:> .*\n?)*)([^]*)$/.exec(part) ?? [];
      return { command: `${first}${more.replace(/^> /gm, '')}`.trimEnd(), output: output.trimEnd() };
    });
}

/**
 * Types commands into one shell, as a reader does from the first line of a page to the last. The shell reads them from
 * standard input, so that those after `ecr-local -- bash` go to the shell that it starts.
 *
 * @returns the exit code and the output of each command, in their order; fewer if the shell ended early
 */
export async function typeInto(
  commands: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder: string,
): Promise<{ readonly code: number; readonly output: string }[]> {
  const shell = spawn('bash', { cwd: folder, env: bareEnvironment(environment), stdio: ['pipe', 'pipe', 'pipe'] });
  const end = '\u0001';
  shell.stdin.end(`exec 2>&1\n${commands.map((command) => `${command}\nprintf '${end}%s${end}' "$?"\n`).join('')}`);
  const { stdout } = await finished(shell);
  return [...stdout.matchAll(new RegExp(`([^${end}]*)${end}(\\d+)${end}`, 'g'))].map(([, output = '', code]) => ({
    code: Number(code),
    output: output.trimEnd(),
  }));
}
