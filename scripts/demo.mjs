// Shows the tool at work: starts the embedded endpoint, creates a rule with the built command line, and lists it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ready, root } from './ready.mjs';

const ecr = path.join(root, 'bin', 'ecr.js');
const inside = process.argv[2] === 'inside';

const rules = JSON.stringify([
  { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' },
  { ecrRepositoryPrefix: 'k8s', upstreamRegistryUrl: 'registry.k8s.io' },
]);

const hub = JSON.stringify({
  ecrRepositoryPrefix: 'docker-hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  credentialArn: '${SecretArn:docker-hub}',
});

const steps = [
  {
    say: 'Create a rule: images of Quay get cached under the prefix quay.',
    words: [
      'create-pull-through-cache-rule',
      '--ecr-repository-prefix',
      'quay',
      '--upstream-registry-url',
      'quay.io',
      '--upstream-registry',
      'quay',
    ],
  },
  { say: 'See that it is there.', words: ['describe-pull-through-cache-rules'] },
  {
    say: 'Store the credentials for Docker Hub. The token is piped, so that it is not on the command line.',
    words: [
      ...['put-upstream-secret', '--upstream-registry', 'docker-hub', '--username', 'someone', '--access-token', '-'],
      ...['--output', 'off'],
    ],
    input: 'an-access-token',
  },
  {
    say: 'Create a rule for Docker Hub with that secret.',
    words: ['apply', '--rules', hub, '--output', 'off'],
  },
  {
    say: 'See under which references the images are pulled.',
    words: ['image-uri', 'nginx:1.27', 'quay.io/prometheus/node-exporter:v1.8.2'],
  },
  {
    say: 'Compare two Regions with a list of rules: one has the rule for Quay already.',
    words: ['plan', '--rules', rules, '--regions', 'us-east-1', 'eu-west-1', '--output', 'table', '--no-cli-pager'],
  },
];

function shellWord(word) {
  return /^[\w./:-]+$/.test(word) ? word : `'${word}'`;
}

if (inside) {
  for (const { say, words, input } of steps) {
    const pipe = input === undefined ? '' : 'printf %s "$TOKEN" | ';
    console.log(`# ${say}\n$ ${pipe}ecr ${words.map(shellWord).join(' ')}`);
    const stdio = [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit'];
    const { status } = spawnSync(process.execPath, [ecr, ...words], { stdio, ...(input && { input }) });
    if (status !== 0) process.exit(status ?? 1);
    console.log();
  }
} else {
  ready();
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
  console.log('# Everything happens on this machine: ecr-local stands in for Amazon ECR.\n$ ecr-local -- sh\n');
  const { status } = spawnSync(
    process.execPath,
    [path.join(root, 'bin', 'ecr-local.js'), '--', process.execPath, path.join(root, 'scripts', 'demo.mjs'), 'inside'],
    {
      stdio: 'inherit',
      env: {
        ...environment,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
    },
  );
  process.exitCode = status ?? 1;
}
