// One run of the command line: a case's files and environment in, what it printed, returned and sent out.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

function substitute(value, places) {
  if (typeof value === 'string') return value.replace(/\{\{([\w-]+)\}\}/g, (all, name) => places[name] ?? all);
  if (Array.isArray(value)) return value.map((item) => substitute(item, places));
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, substitute(item, places)]));
  return value;
}

/** The recordings' program name is `aws ecr`; here it is `ecr`. */
function withOurName(text) {
  return text
    .replaceAll('aws: [ERROR]:', 'ecr: [ERROR]:')
    .replaceAll(
      'usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]',
      'usage: ecr [options] <command> [parameters]',
    )
    .replace(
      / {2}aws help(\n|\\n) {2}aws <command> help(\n|\\n) {2}aws <command> <subcommand> help(\n|\\n)/g,
      '  ecr help$1  ecr <command> help$1',
    );
}

function writeFiles(home, files, places) {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(home, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const bytes =
      content && typeof content === 'object' ? Buffer.from(content.base64, 'base64') : substitute(content, places);
    fs.writeFileSync(file, bytes, { mode: name.endsWith('.sh') ? 0o755 : 0o600 });
  }
}

function environment({ bare, env }, home, places) {
  const keys = {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secretEXAMPLE',
    AWS_REGION: 'us-east-1',
  };
  const all = substitute(
    {
      PATH: process.env.PATH,
      HOME: home,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      ...(bare ? {} : keys),
      ...env,
    },
    places,
  );
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** Runs the program to its end, or kills it after the timeout, in milliseconds. */
function runProgram([program, ...words], options, timeout) {
  return new Promise((resolve) => {
    const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: [], stderr: [] };
    let isTimedOut = false;
    const timer = setTimeout(() => {
      isTimedOut = true;
      child.kill('SIGKILL');
    }, timeout);
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => output[stream].push(chunk));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        rc: isTimedOut ? 'timeout' : (code ?? signal),
        stdout: Buffer.concat(output.stdout).toString('utf8'),
        stderr: Buffer.concat(output.stderr).toString('utf8'),
      });
    });
  });
}

/** Runs one case in a home folder of its own. Ports and folders are replaced by their names in braces. */
export async function runCase(testCase, cli, service, ca) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-'));
  const { port, securePort, proxyPort } = service;
  const places = {
    endpoint: `http://127.0.0.1:${port}`,
    tls: `https://127.0.0.1:${securePort}`,
    proxy: `http://127.0.0.1:${proxyPort}`,
    home,
    ca,
  };
  writeFiles(home, testCase.files ?? {}, places);
  service.begin(testCase);
  const { rc, stdout, stderr } = await runProgram(
    [...cli, ...substitute(testCase.argv, places)],
    { env: environment(testCase, home, places), cwd: home },
    testCase.timeoutMs ?? 60_000,
  );
  const { requests, connects } = service.end();
  fs.rmSync(home, { recursive: true, force: true });
  const hide = (text) =>
    withOurName(
      text
        .replaceAll(places.endpoint, '{{endpoint}}')
        .replaceAll(places.tls, '{{tls}}')
        .replaceAll(places.proxy, '{{proxy}}')
        .replaceAll(`127.0.0.1:${port}`, '{{endpoint-host}}')
        .replaceAll(`127.0.0.1:${securePort}`, '{{tls-host}}')
        .replaceAll(home, '{{home}}')
        .replaceAll(ca, '{{ca}}'),
    );
  const run = {
    rc,
    stdout: hide(stdout),
    stderr: hide(stderr),
    requests: requests.map((request) => ({
      ...request,
      host: hide(request.host ?? ''),
      body: typeof request.body === 'string' ? hide(request.body) : request.body,
    })),
    connects,
  };
  // Through JSON, as the recorded expectation went.
  return JSON.parse(JSON.stringify(run));
}
