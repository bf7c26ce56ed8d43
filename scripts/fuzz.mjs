// Feeds the tool what nobody should: settings files, inputs, queries and answers of any bytes, for a fixed time.
//   npm run fuzz [-- SECONDS [SEED]]
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { ready, root } from './ready.mjs';

ready();
const seconds = Number(process.argv[2] ?? 60);
let seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const firstSeed = seed;
const hang = 20_000;
const codes = new Set([0, 252, 253, 254, 255]);

/** A small generator of numbers, so that a seed brings a failure back. */
const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
const below = (limit) => Math.floor(random() * limit);
const pick = (list) => list[below(list.length)];
const bytes = (length) => Buffer.from(Array.from({ length }, () => below(256)));

/** Something that was right once, with parts turned, cut, doubled or replaced. */
function spoilt(text) {
  let content = Buffer.from(text);
  for (let turn = below(5); turn >= 0; turn--) {
    const at = below(content.length + 1);
    const rest = content.subarray(at);
    const middle = [() => bytes(below(8)), () => content.subarray(below(at + 1), at), () => Buffer.from(pick(['\\u0000', '"', '{', '[', ']', '}', ':', ',', '\n', '\t', '=', '&a', '*a', '!!x', '- ', '? ', '|', '`', '@', '(', '1e999', '-', '\ufeff', '\u202e', '\u001b[2J', '__proto__', 'constructor', '9'.repeat(400), '['.repeat(3000)]))][below(3)]();
    content = Buffer.concat([content.subarray(0, at), middle, rest.subarray(below(3) === 0 ? below(rest.length + 1) : 0)]);
  }
  return content;
}

const create = ['create-pull-through-cache-rule', '--ecr-repository-prefix', 'aa', '--upstream-registry-url', 'quay.io'];
const rule = '{"ecrRepositoryPrefix":"aa","upstreamRegistryUrl":"quay.io","createdAt":1637000000.123,"registryId":"123456789012"}';
const config = '[default]\nregion = us-east-1\noutput = json\ncli_timestamp_format = iso8601\nretry_mode = standard\nservices = s\n[profile x]\nrole_arn = arn\n[services s]\necr =\n  endpoint_url = http://127.0.0.1:1\n';
const aliases = '[command ecr]\nmine = describe-pull-through-cache-rules --output text\n';
const yaml = 'ecrRepositoryPrefix: aa\nupstreamRegistryUrl: "quay.io"\nlist: [a, {b: c}]\nanchor: &a\n  - 1\nuse: *a\n';
const query = "pullThroughCacheRules[?ecrRepositoryPrefix=='aa'].{a: registryId, b: createdAt} | sort_by(@, &a)[0:2]";
const formats = ['json', 'text', 'table', 'yaml', 'yaml-stream'];

/** What is tried: the words, the files and the answer of each. */
const attempts = [
  () => ({ words: create, files: { config: spoilt(config) } }),
  () => ({ words: ['mine'], files: { '.aws/cli/alias': spoilt(aliases) } }),
  () => ({ words: ['create-pull-through-cache-rule', '--cli-input-yaml', 'file://input'], files: { input: spoilt(yaml) } }),
  () => ({ words: ['create-pull-through-cache-rule', '--cli-input-json', 'file://input'], files: { input: spoilt(rule) } }),
  () => ({ words: [...create, '--query', spoilt(query).toString().replaceAll('\0', '')] }),
  () => ({ words: [...create, '--output', pick(formats)], answer: { body: spoilt(rule) } }),
  () => ({ words: ['describe-pull-through-cache-rules', '--output', pick(formats), '--max-items', String(below(9))], answer: { body: spoilt(`{"pullThroughCacheRules":[${rule},${rule}],"nextToken":"x"}`) } }),
  () => ({ words: create, answer: { status: 100 + below(500), body: spoilt('{"__type":"com.amazonaws#ThrottlingException:http","message":"no"}') } }),
  () => ({ words: create, answer: { raw: spoilt(`HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${below(200)}\r\n\r\n${rule}`) } }),
  () => ({ words: create, answer: { raw: bytes(below(2000)) } }),
  () => ({ words: [...create, '--cli-read-timeout', '1'], answer: { endless: true } }),
  () => ({ words: create, answer: { body: Buffer.from(`{"registryId":"${'x'.repeat(10_000_000)}"}`) } }),
  () => ({ words: Array.from({ length: below(6) }, () => spoilt(pick([...create, '--query', '--output=json', '--starting-token'])).toString().replaceAll('\0', '')) }),
];

let answer = {};
const server = http.createServer((request, response) => {
  request.resume();
  if (answer.raw !== undefined) return request.socket.end(answer.raw);
  if (answer.endless === true) {
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
      PATH: process.env.PATH, HOME: home, AWS_CONFIG_FILE: path.join(home, 'config'), AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL_ECR: `http://127.0.0.1:${server.address().port}`, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1',
    };
    const child = spawn(process.execPath, [path.join(root, 'bin', 'ecr.js'), ...words], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
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

const end = Date.now() + seconds * 1000;
const failures = [];
let count = 0;
for (let index = 0; Date.now() < end; index++) {
  const before = seed;
  const what = attempts[index % attempts.length]();
  // These take long, and are always the same.
  if ((what.answer?.endless === true || (what.answer?.body?.length ?? 0) > 1e6) && below(8) > 0) continue;
  // An alias that became a shell command, and an answer that drips for ever, are not the tool's to end.
  if (what.files?.['.aws/cli/alias']?.includes('!')) continue;
  answer = what.answer ?? {};
  const own = answer.endless === true ? Promise.race([attempt(what), new Promise((resolve) => setTimeout(() => resolve({ code: 255, stderr: '' }), 3000))]) : attempt(what);
  const { code, signal, stderr } = await own;
  count++;
  const isWrong = signal !== undefined && signal !== null ? true : !codes.has(code) || /\n\s+at .*:\d+:\d+|node:internal|Node\.js v/.test(stderr);
  if (isWrong) failures.push({ seed: before, kind: index % attempts.length, words: what.words, code, signal, stderr: stderr.slice(0, 1500), files: Object.fromEntries(Object.entries(what.files ?? {}).map(([name, content]) => [name, content.toString('base64')])), answer: answer.body?.toString('base64').slice(0, 500) ?? answer.raw?.toString('base64') });
}
server.closeAllConnections();
server.close();
fs.rmSync(home, { recursive: true, force: true });
for (const failure of failures.slice(0, 10)) console.log(JSON.stringify(failure, null, 2));
console.log(`${count} runs in ${seconds} s from seed ${firstSeed}; ${failures.length} went wrong`);
process.exit(failures.length === 0 ? 0 : 1);
