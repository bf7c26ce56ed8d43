// Times whole commands against `node -e 0`, in interleaved pairs, and prints the median of each pair's ratio.
//   npm run bench [-- PAIRS]
import { spawn, spawnSync } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { ready, root } from './ready.mjs';

const pairs = Number(process.argv[2] ?? 25);
const ecr = path.join(root, 'bin', 'ecr.js');

ready();

// The endpoint runs in a process of its own: spawnSync below blocks this one.
if (process.argv[2] === 'serve') {
  const body = '{"ecrRepositoryPrefix":"quay","upstreamRegistryUrl":"quay.io","createdAt":1637000000.123,"registryId":"123456789012"}';
  http
    .createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(body));
    })
    .listen(0, '127.0.0.1', function announce() {
      console.log(this.address().port);
    });
} else {
  const server = spawn(process.execPath, [path.join(root, 'scripts', 'bench.mjs'), 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((resolve) => server.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  const environment = {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secretEXAMPLE',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const create = ['create-pull-through-cache-rule', '--ecr-repository-prefix', 'quay', '--upstream-registry-url', 'quay.io'];
  const subjects = {
    '--version': ['--version'],
    'a usage error': ['create-pull-through-cache-rule'],
    'a skeleton': ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
    'a create call over local HTTP': [...create, '--endpoint-url', `http://127.0.0.1:${port}`],
  };

  const time = (words) => {
    const start = process.hrtime.bigint();
    spawnSync(process.execPath, words, { env: environment, stdio: 'ignore' });
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

  console.log(`Node ${process.versions.node}, ${pairs} pairs each\n\n| run | ratio to \`node -e 0\` | spread | milliseconds |\n|---|---|---|---|`);
  for (const [title, words] of Object.entries(subjects)) {
    const samples = Array.from({ length: pairs + 1 }, () => {
      const base = time(['-e', '0']);
      const own = time([ecr, ...words]);
      return { ratio: own / base, own };
    }).slice(1);
    const ratios = samples.map(({ ratio }) => ratio);
    const figure = (number) => number.toFixed(2);
    console.log(`| ${title} | ${figure(median(ratios))} | ${figure(Math.min(...ratios))} to ${figure(Math.max(...ratios))} | ${figure(median(samples.map(({ own }) => own)))} |`);
  }
  server.kill();
}
