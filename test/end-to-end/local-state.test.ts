import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { ecr, ecrLocal, inScratch, node, run } from '../support/run.ts';

const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

/** Sends one request to the endpoint. Returns undefined when there is no response. */
function post(url: string, operation: string, body: object): Promise<{ status: number; body: string } | undefined> {
  return new Promise((resolve) => {
    const headers = { authorization, 'x-amz-target': `AmazonEC2ContainerRegistry_V20150921.${operation}` };
    const request = http.request(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => {
        resolve(undefined);
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
    });
    request.on('error', () => {
      resolve(undefined);
    });
    request.end(JSON.stringify(body));
  });
}

async function prefixesAt(url: string): Promise<string[]> {
  const response = await post(url, 'DescribePullThroughCacheRules', { maxResults: 1000 });
  return [...(response?.body ?? '').matchAll(/"ecrRepositoryPrefix":"([^"]*)"/g)].map((match) => match[1] ?? '');
}

/** The expected state of a rule; only one client changes it. */
type RuleState = 'present' | 'absent' | 'unknown';

describe('ecr-local --state under kill -9', () => {
  it('keeps every confirmed change and starts again', async () => {
    await inScratch(async (folder) => {
      const file = path.join(folder, 'rules.json');
      const known = new Map<string, RuleState>();
      let confirmed = 0;
      // Each start waits until the lock of the killed process has ended.
      for (let round = 0; round < 6; round++) {
        const local = await startLocal('--state', file);
        const after = new Set(await prefixesAt(local.url));
        for (const [prefix, state] of known)
          if (state !== 'unknown') expect([prefix, after.has(prefix)]).toEqual([prefix, state === 'present']);
        // The kill comes while the clients wait for responses, after a few more confirmed changes in each round.
        const last = confirmed + 8 + 4 * round;
        const client = async (name: string) => {
          for (let turn = 0; ; turn++) {
            const prefix = `${name}-${String(turn % 4)}`;
            const creating = known.get(prefix) !== 'present';
            known.set(prefix, 'unknown');
            const response = await post(
              local.url,
              creating ? 'CreatePullThroughCacheRule' : 'DeletePullThroughCacheRule',
              { ecrRepositoryPrefix: prefix, ...(creating ? { upstreamRegistryUrl: 'quay.io' } : {}) },
            );
            if (response === undefined) return;
            confirmed++;
            if (confirmed === last) await local.stop('SIGKILL');
            // An earlier request without a response may have taken effect.
            const done = response.status === 200 || /AlreadyExists|NotFound/.test(response.body);
            if (done) known.set(prefix, creating ? 'present' : 'absent');
          }
        };
        const clients = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'].map(client);
        await Promise.all(clients);
      }
      await (await startLocal('--state', file)).stop();
      expect(fs.readdirSync(folder)).toEqual(['rules.json']);
    });
  });
});

/** Mounts a file or folder on another one, which only root may do. Returns whether it worked. */
function bindMount(source: string, target: string, readOnly = false): boolean {
  if (spawnSync('mount', ['--bind', source, target]).status !== 0) return false;
  return !readOnly || spawnSync('mount', ['-o', 'remount,bind,ro', target]).status === 0;
}

describe('ecr-local --state', () => {
  const createQuay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };

  it('refuses a file that another ecr-local uses, also through a link', async () => {
    await inScratch(async (folder) => {
      const file = path.join(folder, 'rules.json');
      fs.symlinkSync('rules.json', path.join(folder, 'link.json'));
      const local = await startLocal('--state', file);
      const outcomes = await Promise.all(
        [file, path.join(folder, 'link.json')].map((name) => node(ecrLocal, '--state', name, '--', 'true')),
      );
      await local.stop();
      expect(outcomes.map(({ code }) => code)).toEqual([255, 255]);
      expect(outcomes[0]?.stderr).toBe(`ecr-local: The state file ${file} is in use by another ecr-local.\n`);
      expect(await node(ecrLocal, '--state', file, '--', 'true')).toMatchObject({ code: 0, stderr: '' });
    });
  });

  it('writes a mounted file in place, and refuses a place that cannot be written', async (context) => {
    await inScratch(async (folder) => {
      const [outside, inside] = [path.join(folder, 'outside'), path.join(folder, 'inside')];
      for (const place of [outside, inside]) {
        fs.mkdirSync(place);
        fs.writeFileSync(path.join(place, 'rules.json'), '');
      }
      const file = path.join(inside, 'rules.json');
      if (!bindMount(path.join(outside, 'rules.json'), file)) {
        console.log('Skipped: this user may not mount a file.');
        context.skip();
      }
      try {
        const local = await startLocal('--state', file);
        for (const prefix of ['quay', 'again'])
          expect(
            await post(local.url, 'CreatePullThroughCacheRule', { ...createQuay, ecrRepositoryPrefix: prefix }),
          ).toMatchObject({ status: 200 });
        await local.stop();
        expect(fs.readFileSync(path.join(outside, 'rules.json'), 'utf8')).toMatch(/"quay"[^]*"again"/);
        expect(fs.readdirSync(inside)).toEqual(['rules.json']);
      } finally {
        spawnSync('umount', [file]);
      }
      try {
        expect(bindMount(outside, inside, true)).toBe(true);
        expect(await node(ecrLocal, '--state', file, '--', 'true')).toEqual({
          code: 255,
          stdout: '',
          stderr: `ecr-local: The state file ${file} cannot be used: read-only file system.\n`,
        });
      } finally {
        spawnSync('umount', [inside]);
      }
    });
  });

  it('refuses a file with other content', async () => {
    await inScratch(async (folder) => {
      const state = path.join(folder, 'rules.json');
      fs.writeFileSync(state, '{"us-east-1/1":[{}]}');
      const outcome = await node(ecrLocal, '--state', state);
      expect(outcome).toMatchObject({
        code: 255,
        stderr: `ecr-local: The state file ${state} does not hold the state of ecr-local.\n`,
      });
      expect(fs.readdirSync(folder)).toEqual(['rules.json']);
    });
  });
});

describe('ten clients at once', () => {
  it('create each rule exactly once', async () => {
    const local = await startLocal();
    const prefixes = ['aa', 'bb', 'cc', 'dd'];
    const client = async () => {
      const outcomes: [string, number | null][] = [];
      for (const prefix of prefixes) {
        const { code } = await run(
          process.execPath,
          [
            ecr,
            'create-pull-through-cache-rule',
            '--ecr-repository-prefix',
            prefix,
            '--upstream-registry-url',
            'quay.io',
          ],
          local.environment,
        );
        outcomes.push([prefix, code]);
      }
      return outcomes;
    };
    const outcomes = (await Promise.all(Array.from({ length: 10 }, client))).flat();
    for (const prefix of prefixes) {
      const codes = outcomes.filter(([name]) => name === prefix).map(([, code]) => code);
      expect(codes.sort()).toEqual([0, ...Array.from({ length: 9 }, () => 254)]);
    }
    expect((await prefixesAt(local.url)).sort()).toEqual(prefixes);
    await local.stop();
  });

  it('all succeed with --if-exists keep and print the same rule', async () => {
    const local = await startLocal();
    const words = [
      'create-pull-through-cache-rule',
      '--ecr-repository-prefix',
      'quay',
      '--upstream-registry-url',
      'quay.io',
      '--if-exists',
      'keep',
    ];
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => run(process.execPath, [ecr, ...words], local.environment)),
    );
    expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual(Array.from({ length: 10 }, () => [0, '']));
    expect(new Set(outcomes.map(({ stdout }) => stdout)).size).toBe(1);
    await local.stop();
  });
});
