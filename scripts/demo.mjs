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
    say: 'Compare two Regions with a list of rules: one has the rule for Quay already.',
    words: ['plan', '--rules', rules, '--regions', 'us-east-1', 'eu-west-1', '--output', 'table', '--no-cli-pager'],
  },
];

function shellWord(word) {
  return /^[\w./:-]+$/.test(word) ? word : `'${word}'`;
}

if (inside) {
  for (const { say, words } of steps) {
    console.log(`# ${say}\n$ ecr ${words.map(shellWord).join(' ')}`);
    const { status } = spawnSync(process.execPath, [ecr, ...words], { stdio: 'inherit' });
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
