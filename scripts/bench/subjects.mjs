// What is measured: whole command lines, each with its budget as DESIGN has it, as a ratio to `node -e 0`.
import path from 'node:path';
import { root } from '../ready.mjs';

const ecr = path.join(root, 'bin', 'ecr.js');
const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'quay',
  '--upstream-registry-url',
  'quay.io',
];
const skeleton = (kind) => ['create-pull-through-cache-rule', '--generate-cli-skeleton', kind];

/** How much the code cache may help: `warm` it is there, `none` there can be none, `cold` the run has to make it. */
export const caches = ['warm', 'none', 'cold'];

export const floor = {
  title: 'a signed POST by hand (the floor)',
  words: [path.join(root, 'scripts', 'bench', 'floor.cjs')],
};

/** `guarded` ones are held against their budget by `npm test`; `short` ones are so near to Node's own start that it takes more runs to tell. */
export const subjects = [
  {
    title: '--version',
    short: true,
    words: ['--version'],
    budget: { warm: 1.05, none: 1.05 },
    guarded: true,
    official: true,
  },
  {
    title: 'a usage error',
    short: true,
    words: ['nope'],
    budget: { warm: 1.1, none: 1.3 },
    guarded: true,
    official: true,
  },
  {
    title: 'a skeleton of the input',
    short: true,
    words: skeleton('input'),
    budget: { warm: 1.1, none: 1.3 },
    guarded: true,
    official: true,
  },
  { title: 'a skeleton in YAML', words: skeleton('yaml-input') },
  { title: 'a skeleton of the output', words: [...create, ...skeleton('output').slice(1)] },
  { title: 'a dry run', words: [...create, '--dry-run'] },
  {
    title: 'a create call',
    words: create,
    budget: { warm: 2.2, none: 3.2 },
    guarded: true,
    official: true,
    cold: true,
  },
  ...['text', 'table', 'yaml', 'yaml-stream'].map((format) => ({
    title: `a create call, ${format}`,
    words: [...create, '--output', format],
  })),
  { title: 'a create call with --query', words: [...create, '--query', 'registryId'] },
  { title: 'a create call with a profile', words: [...create, '--profile', 'plain'] },
  { title: 'a create call with a role, assumed anew', words: [...create, '--profile', 'role'], forgetsRole: true },
  { title: 'a create call over HTTPS', words: [...create], https: true },
  { title: 'a listing of 1,000 rules on 10 pages', words: ['describe-pull-through-cache-rules'], official: true },
].map((subject) => ({ ...subject, words: [ecr, ...subject.words] }));

export const memoryBudget = { warm: 47, none: 50 };
export const packageBudget = 600;
