import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { createAuthority } from '../support/certificates.ts';
import { startCountingEndpoint } from '../support/counting-endpoint.ts';
import { startLocal } from '../support/local-endpoint.ts';
import { pipe, piped, profiles, put, regions, secretsOf, start, token } from '../support/put-secret.ts';
import { inRegistries, inWorkplace } from '../support/registries.ts';
import { bareEnvironment, ecr, inScratch, type Outcome } from '../support/run.ts';
import { startScriptedService, type Script } from '../support/scripted-service.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

/** All files of a folder whose content has the token. */
function filesWithToken(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile() && fs.readFileSync(file).includes(token));
}

/** A workplace whose calls of all services go to a scripted service. */
async function scripted(script: Script, use: (call: (...words: string[]) => Promise<Outcome>) => Promise<void>) {
  const service = await startScriptedService(script);
  try {
    await inScratch(async (folder) => {
      const environment = {
        HOME: folder,
        AWS_ENDPOINT_URL: service.url,
        AWS_ACCESS_KEY_ID: '111111111111',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_REGION: 'us-east-1',
        AWS_MAX_ATTEMPTS: '1',
      };
      await use((...words) => pipe(start({ folder, environment }, words)));
    });
  } finally {
    service.close();
  }
}

const missing = { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such secret' } };

describe('put-upstream-secret', () => {
  it('creates and renews the secret in four registries, and shows the token nowhere', async () => {
    await inScratch(async (stateFolder) => {
      const state = path.join(stateFolder, 'state.json');
      const local = await startLocal('--state', state);
      const slow = await startCountingEndpoint(local.url, 300);
      try {
        await inWorkplace(
          local,
          [],
          async (workplace) => {
            const words = [...piped, ...profiles, ...regions];
            const child = start(workplace, [...words, '--debug']);
            const outcome = pipe(child, `${token}\n`);
            await slow.received(3);
            const { pid = 0 } = child;
            if (process.platform === 'linux')
              for (const name of ['cmdline', 'environ'])
                expect(fs.readFileSync(`/proc/${String(pid)}/${name}`, 'utf8')).not.toContain(token);
            const created = await outcome;
            expect(created.code, created.stderr).toBe(0);
            expect(created.stderr).toContain('CreateSecret');
            expect(created.stderr).toContain('"SecretString":"***"');
            expect(created.stderr.trimEnd().split('\n').at(-1)).toBe('4 registries: 4 created');
            const first = secretsOf(created);
            expect(first.map(({ profile, region, action }) => [profile, region, action])).toEqual([
              ['one', 'us-east-1', 'create'],
              ['one', 'ap-south-1', 'create'],
              ['two', 'us-east-1', 'create'],
              ['two', 'ap-south-1', 'create'],
            ]);
            expect(first.map(({ arn = '' }) => arn.replace(/-\w{6}$/, ''))).toEqual(
              ['111111111111', '222222222222'].flatMap((account) =>
                ['us-east-1', 'ap-south-1'].map(
                  (region) => `arn:aws:secretsmanager:${region}:${account}:secret:ecr-pullthroughcache/docker-hub`,
                ),
              ),
            );
            const stored = [...fs.readFileSync(state, 'utf8').matchAll(/"SecretString":\s*("(?:[^"\\]|\\.)*")/g)];
            expect(stored.map(([, text = '']): unknown => JSON.parse(String(JSON.parse(text))))).toEqual(
              Array.from({ length: 4 }, () => ({ username: 'someone', accessToken: token })),
            );

            const renewed = await pipe(start(workplace, words), `${token}2`);
            expect(renewed).toMatchObject({ code: 0, stderr: '4 registries: 4 updated\n' });
            expect(secretsOf(renewed).map(({ action }) => action)).toEqual(['update', 'update', 'update', 'update']);
            expect(secretsOf(renewed).map(({ arn }) => arn)).toEqual(first.map(({ arn }) => arn));
            expect(fs.readFileSync(state, 'utf8').split(`${token}2`)).toHaveLength(5);

            for (const { stdout, stderr } of [created, renewed]) expect(stdout + stderr).not.toContain(token);
            expect(filesWithToken(workplace.folder)).toEqual([]);
            // Only the requests themselves have it.
            expect(slow.requests.filter(({ body }) => body.includes(token))).toHaveLength(8);
          },
          slow.url,
        );
      } finally {
        slow.close();
        await local.stop();
      }
    });
  });

  it('ends after Ctrl-C with what was done, and goes on in the next run', async () => {
    const local = await startLocal();
    const slow = await startCountingEndpoint(local.url, 60);
    try {
      await inWorkplace(
        local,
        [],
        async (workplace) => {
          const words = [...piped, ...profiles, ...regions, '--concurrency', '1'];
          const child = start(workplace, words);
          const outcome = pipe(child);
          await slow.received(3);
          child.kill('SIGINT');
          const interrupted = await outcome;
          expect([interrupted.code, child.signalCode]).toEqual([130, null]);
          const [first, ...others] = secretsOf(interrupted);
          expect(first).toMatchObject({ action: 'create' });
          expect(others.map(({ error }) => error?.code)).toEqual(['Interrupted', 'Interrupted', 'Interrupted']);
          expect(interrupted.stderr).toMatch(
            /Ctrl-C ends the run at once\.\n4 registries: 1 created, 3 interrupted\n$/,
          );
          const again = await pipe(start(workplace, words));
          expect(again).toMatchObject({ code: 0, stderr: '4 registries: 3 created, 1 updated\n' });
          for (const { stdout, stderr } of [interrupted, again]) expect(stdout + stderr).not.toContain(token);
          expect(filesWithToken(workplace.folder)).toEqual([]);
        },
        slow.url,
      );
    } finally {
      slow.close();
      await local.stop();
    }
  });

  it('assumes a role in each account, and prints text and queries', async () => {
    await inRegistries([], async (workplace) => {
      const words = [...piped, '--accounts', '333333333333', '444444444444', '--role-name', 'r', ...regions];
      const outcome = await pipe(
        start(workplace, [
          ...words,
          '--profile',
          'one',
          '--query',
          'registries[].[account,action]',
          '--output',
          'text',
        ]),
      );
      expect(outcome.stdout).toBe(
        '333333333333\tcreate\n333333333333\tcreate\n444444444444\tcreate\n444444444444\tcreate\n',
      );
      expect(outcome.stderr).toBe('4 registries: 4 created\n');
    });
  });

  it('reports a failed registry beside the others', async () => {
    await inRegistries([], async (workplace) => {
      const outcome = await pipe(start(workplace, [...piped, '--profiles', 'one', 'keyless']));
      expect(outcome.code).toBe(255);
      const [one, keyless] = secretsOf(outcome);
      expect(one).toMatchObject({ profile: 'one', action: 'create' });
      expect(keyless).toMatchObject({ profile: 'keyless', region: 'eu-west-3', error: { code: 'NoCredentials' } });
      expect(outcome.stderr).toMatch(/^keyless\/eu-west-3: NoCredentials: .*\n2 registries: 1 created, 1 failed\n$/);
    });
  });
});

describe('bad input of put-upstream-secret', () => {
  it.each([
    ['a token on the command line', [...put, '--access-token', token], 'Pipe it'],
    ['a token after =', [...put, `--access-token=${token}`], 'Pipe it'],
    ['a misspelled option', [...put, '--acess-token', token], '  * --access-token'],
    ['a misspelled option with =', [...put, `--acces-token=${token}`], '  * --access-token'],
    ['another word', [...piped, token], 'may hold a secret'],
    ['a token in front of the command', ['--access-token', token, ...put], 'may hold a secret'],
    ['a command line in one word', [[...put, '--access-token', token].join(' ')], 'may hold a secret'],
    ['a token with help', ['help', 'put-upstream-secret', '--access-token', token], 'may hold a secret'],
    ['a token between help and the command', ['help', token, 'put-upstream-secret'], 'may hold a secret'],
    [
      'an upstream registry without secrets',
      ['put-upstream-secret', '--upstream-registry', 'quay', '--username', 'a'],
      'quay needs no secret',
    ],
    ['an endpoint of ECR', [...piped, '--endpoint-url', 'http://127.0.0.1:1'], 'AWS_ENDPOINT_URL_SECRETS_MANAGER'],
    ['profiles and accounts', [...piped, ...profiles, '--accounts', '111111111111'], 'cannot be used together'],
  ])('%s is refused before any call', async (_, words, message) => {
    await scripted(
      () => {
        throw new Error('A request was sent.');
      },
      async (call) => {
        for (const more of [[], ['--debug']]) {
          const outcome = await call(...words, ...more);
          expect(outcome).toMatchObject({ code: 252, stdout: '' });
          expect(outcome.stderr).toContain(message);
          expect(outcome.stderr).not.toContain(token);
        }
      },
    );
  });

  it.each([
    ['', 'The access token is empty.'],
    ['\n', 'The access token is empty.'],
  ])('the token %j is refused', async (input, message) => {
    const outcome = await pipe(start({ folder: '/', environment: { AWS_REGION: 'us-east-1' } }, piped), input);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain(message);
  });

  it('without a terminal and --access-token, nothing is read', async () => {
    const environment = bareEnvironment({ AWS_REGION: 'us-east-1' });
    const child = spawn('setsid', ['--wait', process.execPath, ecr, ...put], { env: environment });
    const outcome = await pipe(child);
    expect(outcome).toMatchObject({ code: 252, stdout: '' });
    expect(outcome.stderr).toContain('There is no terminal to ask for the access token on.');
  });
});

describe('what Secrets Manager refuses', () => {
  it('a secret marked for deletion', async () => {
    const message = 'You can’t create this secret because it is already scheduled for deletion.';
    await scripted(
      ({ operation }) =>
        operation === 'DescribeSecret'
          ? missing
          : { status: 400, body: { __type: 'InvalidRequestException', Message: message } },
      async (call) => {
        const outcome = await call(...piped);
        expect(outcome.code).toBe(255);
        expect(outcome.stderr).toContain(
          `us-east-1: InvalidRequestException: ${message} To keep it, use: aws secretsmanager restore-secret`,
        );
      },
    );
  });

  it('a lost response, which may have been carried out', async () => {
    await scripted(
      ({ operation }) => (operation === 'DescribeSecret' ? missing : { close: true }),
      async (call) => {
        const outcome = await call(...piped);
        expect(outcome.code).toBe(255);
        expect(secretsOf(outcome)[0]?.error?.message).toMatch(/\nThe secret may have been created by this command\.$/);
        expect(outcome.stdout + outcome.stderr).not.toContain(token);
      },
    );
  });

  it.each<[string, (body: string) => object]>([
    ['a body that is no JSON and holds the request', (body) => ({ status: 200, body: `no JSON: ${body}` })],
    ['a body that is no JSON and holds the token', () => ({ status: 200, body: `no JSON: ${token}` })],
    ['an error with the token', () => ({ status: 400, body: { __type: 'ValidationException', message: token } })],
    ['an unknown member with the token', () => ({ status: 500, body: { value: token } })],
  ])('%s is shown without the token', async (_, response) => {
    await scripted(
      ({ operation, body }) => (operation === 'DescribeSecret' ? missing : response(body)),
      async (call) => {
        const outcome = await call(...piped, '--debug');
        expect(outcome.code).toBe(255);
        expect(outcome.stderr).toContain('***');
        expect(outcome.stdout + outcome.stderr).not.toContain(token);
      },
    );
  });
});

it('Secrets Manager is verified also with --no-verify-ssl, and trusted with --ca-bundle', async () => {
  const authority = createAuthority();
  const service = await startScriptedService(
    ({ operation }) => (operation === 'DescribeSecret' ? missing : { body: { ARN: 'arn' } }),
    authority.issue(),
  );
  try {
    await inScratch(async (folder) => {
      const environment = {
        AWS_ENDPOINT_URL_SECRETS_MANAGER: service.url,
        AWS_ACCESS_KEY_ID: 'AKID',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_REGION: 'us-east-1',
        AWS_MAX_ATTEMPTS: '1',
      };
      const refused = await pipe(start({ folder, environment }, [...piped, '--no-verify-ssl']));
      expect(refused.code).toBe(255);
      expect(refused.stderr).toContain('SSL validation failed');
      expect(service.requests).toEqual([]);
      const trusted = await pipe(start({ folder, environment }, [...piped, '--ca-bundle', authority.bundle]));
      expect(trusted).toMatchObject({ code: 0, stderr: '1 registry: 1 created\n' });
    });
  } finally {
    service.close();
    authority.remove();
  }
});

it('the settings choose the endpoint', async () => {
  const service = await startScriptedService(({ operation }) =>
    operation === 'DescribeSecret' ? missing : { body: { ARN: 'arn' } },
  );
  try {
    await inScratch(async (folder) => {
      fs.mkdirSync(path.join(folder, '.aws'));
      fs.writeFileSync(
        path.join(folder, '.aws/config'),
        `[default]\nservices = mine\n[services mine]\nsecrets_manager =\n  endpoint_url = ${service.url}\n`,
      );
      const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' };
      const here = { folder, environment: { HOME: folder, ...keys } };
      expect(await pipe(start(here, piped))).toMatchObject({ code: 0 });
      expect(service.requests.map(({ headers }) => headers.authorization)).toEqual([
        expect.stringContaining('/us-east-1/secretsmanager/aws4_request'),
        expect.stringContaining('/us-east-1/secretsmanager/aws4_request'),
      ]);
    });
  } finally {
    service.close();
  }
});

describe.skipIf(!hasTerminal)('on a terminal', () => {
  it('the token is asked for without echo', async () => {
    const local = await startLocal();
    try {
      await inScratch(async (folder) => {
        const terminal = new Terminal(
          [process.execPath, ecr, ...put].join(' '),
          { ...local.environment, HOME: folder, TERM: 'xterm' },
          { width: 120, height: 24 },
        );
        await terminal.shows('Access token for docker-hub:');
        terminal.type(token, 'Enter');
        const screen = await terminal.shows('ended with 0');
        terminal.close();
        expect(screen).toContain('1 registry: 1 created');
        expect(screen).toMatch(/registry\s*\|\s*action\s*\|\s*result/);
        expect(screen).not.toContain(token);
        expect(filesWithToken(folder)).toEqual([]);
      });
    } finally {
      await local.stop();
    }
  });

  it('Ctrl-C leaves the question, and sends nothing', async () => {
    await inScratch(async (folder) => {
      const terminal = new Terminal(
        [process.execPath, ecr, ...put].join(' '),
        { HOME: folder, TERM: 'xterm', AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
        { width: 120, height: 24 },
      );
      await terminal.shows('Access token for docker-hub:');
      terminal.type('C-c');
      const screen = await terminal.shows('ended with 130');
      terminal.close();
      expect(screen).not.toContain('registries');
    });
  });

  it('the prompt keeps no line with a token in its history', async () => {
    await inScratch(async (folder) => {
      const terminal = new Terminal(
        `${process.execPath} ${ecr} --cli-auto-prompt`,
        { HOME: folder, TERM: 'xterm', AWS_REGION: 'us-east-1' },
        { width: 120, height: 24 },
      );
      await terminal.shows('> ecr');
      terminal.type('-l', `${put.join(' ')} --acess-token ${token}`);
      terminal.type('Enter');
      const screen = await terminal.shows('ended with 252');
      terminal.close();
      expect(screen).not.toContain(token);
      expect(filesWithToken(folder)).toEqual([]);
    });
  });
});
