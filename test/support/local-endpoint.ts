import { spawn } from 'node:child_process';

import { bareEnvironment, ecrLocal } from './run.ts';

export interface LocalEndpoint {
  readonly url: string;
  /** The environment variables by which a client finds the endpoint. */
  readonly environment: Readonly<Record<string, string>>;
  /** The lines for a shell that it printed. */
  readonly lines: string;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `ecr-local` in a process. */
export async function startLocal(...words: string[]): Promise<LocalEndpoint> {
  const child = spawn(process.execPath, [ecrLocal, ...words], {
    env: bareEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => {
      reject(new Error(`ecr-local ended with ${String(code)}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      resolve(chunk.toString());
    });
  });
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
  return {
    url,
    lines: output,
    environment: {
      AWS_ENDPOINT_URL_ECR: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'us-east-1',
    },
    stop: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => {
          resolve();
        });
        child.kill(signal);
      }),
  };
}
