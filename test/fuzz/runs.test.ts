import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { outputFormats } from '../../src/model/options.ts';
import { create } from '../support/create-command.ts';
import { fc, times } from '../support/property.ts';
import { ecr, inScratch, run } from '../support/run.ts';
import { startScriptedService, type ScriptedResponse } from '../support/scripted-service.ts';
import { damaged, damagedText } from './damage.ts';

interface Attempt {
  readonly words: readonly string[];
  /** The contents by path in the home folder. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  readonly response?: ScriptedResponse;
}

const rule =
  '{"ecrRepositoryPrefix":"aa","upstreamRegistryUrl":"quay.io","createdAt":1637000000.123,"registryId":"123456789012"}';
const config =
  '[default]\nregion = us-east-1\noutput = json\ncli_timestamp_format = iso8601\nretry_mode = standard\nservices = s\n[profile x]\nrole_arn = arn\n[services s]\necr =\n  endpoint_url = http://127.0.0.1:1\n';
const aliases = '[command ecr]\nmine = describe-pull-through-cache-rules --output text\n';
const yaml = 'ecrRepositoryPrefix: aa\nupstreamRegistryUrl: "quay.io"\nlist: [a, {b: c}]\nanchor: &a\n  - 1\nuse: *a\n';
const query = "pullThroughCacheRules[?ecrRepositoryPrefix=='aa'].{a: registryId, b: createdAt} | sort_by(@, &a)[0:2]";
const created = { body: rule };

const command = 'create-pull-through-cache-rule';
const format = fc.constantFrom(...outputFormats);
/** Operating systems do not allow null characters in arguments. */
const word = (text: string) => damagedText(text).map((content) => content.replaceAll('\0', ''));

const kinds: Readonly<Record<string, fc.Arbitrary<Attempt>>> = {
  'a configuration file': damaged(config).map((content) => ({ words: create, files: { '.aws/config': content } })),
  // Shell aliases are left out, because they could run any program.
  aliases: damaged(aliases)
    .filter((content) => !content.includes('!'))
    .map((content) => ({ words: ['mine'], files: { '.aws/cli/alias': content } })),
  'input in YAML': damaged(yaml).map((input) => ({
    words: [command, '--cli-input-yaml', 'file://input'],
    files: { input },
  })),
  'input in JSON': damaged(rule).map((input) => ({
    words: [command, '--cli-input-json', 'file://input'],
    files: { input },
  })),
  'a query': word(query).map((text) => ({ words: [...create, '--query', text] })),
  'a command line': fc
    .array(fc.constantFrom(...create, '--query', '--output=json', '--starting-token').chain(word), { maxLength: 5 })
    .map((words) => ({ words })),
  'a response': fc.tuple(format, damaged(rule)).map(([output, body]) => ({
    words: [...create, '--output', output],
    response: { body },
  })),
  'a page': fc
    .tuple(format, fc.nat(8), damaged(`{"pullThroughCacheRules":[${rule},${rule}],"nextToken":"x"}`))
    .map(([output, items, body]) => ({
      words: ['describe-pull-through-cache-rules', '--output', output, '--max-items', String(items)],
      response: { body },
    })),
  'an error response': fc
    .tuple(
      fc.integer({ min: 200, max: 599 }),
      damaged('{"__type":"com.amazonaws#ThrottlingException:http","message":"no"}'),
    )
    .map(([status, body]) => ({ words: create, response: { status, body } })),
  'an HTTP message': damaged(
    `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${String(rule.length)}\r\n\r\n${rule}`,
  ).map((bytes) => ({ words: create, response: { bytes } })),
  'bytes that are not an HTTP message': fc
    .uint8Array({ maxLength: 2000 })
    .map((bytes) => ({ words: create, response: { bytes } })),
};

let cache: string;
beforeAll(() => {
  cache = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-fuzz-'));
});
afterAll(() => {
  fs.rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
});

it.concurrent.each(Object.entries(kinds))(
  'a run with %s, damaged, ends with a documented exit code and no stack trace',
  async (_, attempts) => {
    let response: ScriptedResponse = created;
    const service = await startScriptedService(() => response);
    const property = fc.asyncProperty(attempts, async ({ words, files = {}, ...attempt }) => {
      response = attempt.response ?? created;
      const outcome = await inScratch((home) => {
        for (const [name, content] of Object.entries(files)) {
          fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
          fs.writeFileSync(path.join(home, name), content);
        }
        const environment = {
          HOME: home,
          XDG_CACHE_HOME: cache,
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'AKID',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_ENDPOINT_URL_ECR: service.url,
          AWS_MAX_ATTEMPTS: '1',
        };
        return run(process.execPath, [ecr, ...words], environment, home);
      });
      expect([0, 252, 253, 254, 255]).toContain(outcome.code);
      expect(outcome.stderr).not.toMatch(/\n\s+at .*:\d+:\d+|node:internal|Node\.js v/);
    });
    try {
      // Each run is a process, so failures are not shrunk to smaller counterexamples.
      await fc.assert(property, { numRuns: 8 * times, endOnFailure: true });
    } finally {
      service.close();
    }
  },
);
