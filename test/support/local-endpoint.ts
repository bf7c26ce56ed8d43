import { spawn } from 'node:child_process';

import { bareEnvironment, ecrLocal } from './run.ts';

export interface LocalEndpoint {
  readonly url: string;
  /** The environment variables by which a client finds the endpoint. */
  readonly environment: Readonly<Record<string, string>>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts `ecr-local` in a process. */
export async function startLocal(...words: string[]): Promise<LocalEndpoint> {
  const child = spawn(process.execPath, [ecrLocal, ...words], {
    env: bareEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.on('exit', (code) => {
      reject(new Error(`ecr-local ended with ${String(code)}`));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString());
      if (match !== null) resolve(match[0]);
    });
  });
  return {
    url,
    environment: {
      AWS_ENDPOINT_URL_ECR: url,
      AWS_ENDPOINT_URL_STS: url,
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
