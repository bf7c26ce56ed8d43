// The whole tool, run with words, files and answers that nobody should give it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { root } from '../ready.mjs';
import { below, bytes, currentSeed, pick, spoilt } from './random.mjs';

/** How long a run may take, in milliseconds. */
const hang = 20_000;
const codes = new Set([0, 252, 253, 254, 255]);

const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'aa',
  '--upstream-registry-url',
  'quay.io',
];
const rule =
  '{"ecrRepositoryPrefix":"aa","upstreamRegistryUrl":"quay.io","createdAt":1637000000.123,"registryId":"123456789012"}';
const config =
  '[default]\nregion = us-east-1\noutput = json\ncli_timestamp_format = iso8601\nretry_mode = standard\nservices = s\n[profile x]\nrole_arn = arn\n[services s]\necr =\n  endpoint_url = http://127.0.0.1:1\n';
const aliases = '[command ecr]\nmine = describe-pull-through-cache-rules --output text\n';
const yaml = 'ecrRepositoryPrefix: aa\nupstreamRegistryUrl: "quay.io"\nlist: [a, {b: c}]\nanchor: &a\n  - 1\nuse: *a\n';
const query = "pullThroughCacheRules[?ecrRepositoryPrefix=='aa'].{a: registryId, b: createdAt} | sort_by(@, &a)[0:2]";
const formats = ['json', 'text', 'table', 'yaml', 'yaml-stream'];

/** What is tried: the words, the files and the answer of each. */
const attempts = [
  () => ({ words: create, files: { config: spoilt(config) } }),
  () => ({ words: ['mine'], files: { '.aws/cli/alias': spoilt(aliases) } }),
  () => ({
    words: ['create-pull-through-cache-rule', '--cli-input-yaml', 'file://input'],
    files: { input: spoilt(yaml) },
  }),
  () => ({
    words: ['create-pull-through-cache-rule', '--cli-input-json', 'file://input'],
    files: { input: spoilt(rule) },
  }),
  () => ({ words: [...create, '--query', spoilt(query).toString().replaceAll('\0', '')] }),
  () => ({ words: [...create, '--output', pick(formats)], answer: { body: spoilt(rule) } }),
  () => ({
    words: ['describe-pull-through-cache-rules', '--output', pick(formats), '--max-items', String(below(9))],
    answer: { body: spoilt(`{"pullThroughCacheRules":[${rule},${rule}],"nextToken":"x"}`) },
  }),
  () => ({
    words: create,
    answer: {
      status: 100 + below(500),
      body: spoilt('{"__type":"com.amazonaws#ThrottlingException:http","message":"no"}'),
    },
  }),
  () => ({
    words: create,
    answer: {
      raw: spoilt(
        `HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${below(200)}\r\n\r\n${rule}`,
      ),
    },
  }),
  () => ({ words: create, answer: { raw: bytes(below(2000)) } }),
  () => ({ words: [...create, '--cli-read-timeout', '1'], answer: { drips: true } }),
  () => ({ words: create, answer: { endless: true } }),
  () => ({ words: create, answer: { body: Buffer.from(`{"registryId":"${'x'.repeat(10_000_000)}"}`) } }),
  () => ({
    words: Array.from({ length: below(6) }, () =>
      spoilt(pick([...create, '--query', '--output=json', '--starting-token']))
        .toString()
        .replaceAll('\0', ''),
    ),
  }),
];

let answer = {};
const server = http.createServer((request, response) => {
  request.resume();
  if (answer.raw !== undefined) return request.socket.end(answer.raw);
  if (answer.endless === true) {
    const pour = () => {
      while (response.write(Buffer.alloc(1 << 20, ' ')));
    };
    response.writeHead(200).on('drain', pour);
    return pour();
  }
  if (answer.drips === true) {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '.repeat(100)), 300);
    response.on('close', () => clearInterval(timer));
    return undefined;
  }
  const { status = 200, body = Buffer.from(rule) } = answer;
  return response.writeHead(status < 200 ? 200 : status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-fuzz-'));

function attempt({ words, files = {} }) {
  for (const name of ['config', 'input', '.aws']) fs.rmSync(path.join(home, name), { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    fs.writeFileSync(path.join(home, name), content);
  }
  return new Promise((resolve) => {
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      AWS_CONFIG_FILE: path.join(home, 'config'),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKID',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_ECR: `http://127.0.0.1:${server.address().port}`,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
    };
    const child = spawn(process.execPath, [path.join(root, 'bin', 'ecr.js'), ...words], {
      cwd: home,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stdout.resume();
    child.stderr.on('data', (chunk) => (stderr += chunk));
    // A listing that never ends, or an alias that runs something: killed, and told unless the answer itself never ends.
    const timer = setTimeout(() => child.kill('SIGKILL'), hang);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stderr });
    });
  });
}

/**
 * Runs the tool for some time.
 *
 * @returns how many runs there were, and those that went wrong: with another exit code, a stack trace, or no end
 */
export async function fuzzRuns(seconds) {
  const failures = [];
  let count = 0;
  const end = Date.now() + seconds * 1000;
  for (let index = 0; Date.now() < end; index++) {
    const seed = currentSeed();
    const what = attempts[index % attempts.length]();
    // These take long, and are always the same.
    if (
      (what.answer?.drips === true || what.answer?.endless === true || (what.answer?.body?.length ?? 0) > 1e6) &&
      below(8) > 0
    )
      continue;
    // An alias that became a shell command is not the tool's to end.
    if (what.files?.['.aws/cli/alias']?.includes('!')) continue;
    answer = what.answer ?? {};
    // Neither is an answer that drips for ever, as long as each drop comes in time.
    const own =
      answer.drips === true
        ? Promise.race([
            attempt(what),
            new Promise((resolve) => setTimeout(() => resolve({ code: 255, stderr: '' }), 3000)),
          ])
        : attempt(what);
    const { code, signal, stderr } = await own;
    count++;
    const isWrong =
      (signal !== undefined && signal !== null) ||
      !codes.has(code) ||
      /\n\s+at .*:\d+:\d+|node:internal|Node\.js v/.test(stderr);
    if (isWrong)
      failures.push({
        seed,
        kind: index % attempts.length,
        words: what.words,
        code,
        signal,
        stderr: stderr.slice(0, 1500),
        files: Object.fromEntries(
          Object.entries(what.files ?? {}).map(([name, content]) => [name, content.toString('base64')]),
        ),
        answer: answer.body?.toString('base64').slice(0, 500) ?? answer.raw?.toString('base64'),
      });
  }
  server.closeAllConnections();
  server.close();
  fs.rmSync(home, { recursive: true, force: true });
  return { count, failures };
}
