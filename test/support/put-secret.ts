import { spawn, type ChildProcess } from 'node:child_process';

import type { Workplace } from './registries.ts';
import { bareEnvironment, ecr, finished, type Outcome } from './run.ts';

export const token = 'dckr_pat_s3cr3t-T0ken';
export const put = ['put-upstream-secret', '--upstream-registry', 'docker-hub', '--username', 'someone'];
export const piped = [...put, '--access-token', '-'];
export const profiles = ['--profiles', 'one', 'two'];
export const regions = ['--regions', 'us-east-1', 'ap-south-1'];

/** A registry as put-upstream-secret prints it. */
export interface PrintedSecret {
  readonly profile?: string | null;
  readonly account?: string;
  readonly region: string;
  readonly arn?: string;
  readonly action?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

export function secretsOf({ stdout }: Outcome): readonly PrintedSecret[] {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the tests check the members that they use
  return (JSON.parse(stdout) as { readonly registries: readonly PrintedSecret[] }).registries;
}

/** Writes the token to standard input. */
export function pipe(child: ChildProcess, text = token): Promise<Outcome> {
  child.stdin?.end(text);
  return finished(child);
}

/** Starts a run that can be given the token. */
export function start({ folder, environment }: Pick<Workplace, 'folder' | 'environment'>, words: readonly string[]) {
  return spawn(process.execPath, [ecr, ...words], { cwd: folder, env: bareEnvironment(environment) });
}
