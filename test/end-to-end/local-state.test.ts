import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { ecr, inScratch, run } from '../support/run.ts';

const authorization = `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

/** One call, straight to the endpoint; undefined where no answer came. */
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
  const answer = await post(url, 'DescribePullThroughCacheRules', { maxResults: 1000 });
  return [...(answer?.body ?? '').matchAll(/"ecrRepositoryPrefix":"([^"]*)"/g)].map((match) => match[1] ?? '');
}

/** What a client knows of a prefix that it works on alone. */
type Known = 'there' | 'gone' | 'unknown';

describe('ecr-local --state under kill -9', () => {
  it('loses nothing that it has answered, and starts again every time', async () => {
    await inScratch(async (folder) => {
      const file = path.join(folder, 'rules.json');
      const known = new Map<string, Known>();
      let answered = 0;
      for (let round = 0; round < 12; round++) {
        const local = await startLocal('--state', file);
        const after = new Set(await prefixesAt(local.url));
        for (const [prefix, state] of known)
          if (state !== 'unknown') expect([prefix, after.has(prefix)]).toEqual([prefix, state === 'there']);
        let running = true;
        const client = async (name: string) => {
          for (let turn = 0; running; turn++) {
            const prefix = `${name}-${String(turn % 4)}`;
            const creating = known.get(prefix) !== 'there';
            known.set(prefix, 'unknown');
            const answer = await post(
              local.url,
              creating ? 'CreatePullThroughCacheRule' : 'DeletePullThroughCacheRule',
              { ecrRepositoryPrefix: prefix, ...(creating ? { upstreamRegistryUrl: 'quay.io' } : {}) },
            );
            if (answer === undefined) return;
            answered++;
            // An earlier call without an answer may have been carried out.
            const done = answer.status === 200 || /AlreadyExists|NotFound/.test(answer.body);
            if (done) known.set(prefix, creating ? 'there' : 'gone');
          }
        };
        const clients = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5'].map(client);
        await new Promise((resolve) => setTimeout(resolve, 40 + 23 * round));
        await local.stop('SIGKILL');
        running = false;
        await Promise.all(clients);
      }
      expect(answered).toBeGreaterThan(100);
      expect(fs.readdirSync(folder).filter((name) => name !== 'rules.json' && name !== 'rules.json.tmp')).toEqual([]);
    });
  }, 60_000);
});

describe('ten clients at once', () => {
  it('create each rule once, and all of them are there', async () => {
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
  }, 60_000);

  it('with --if-exists keep, all succeed and see the same rule', async () => {
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
  }, 60_000);
});
