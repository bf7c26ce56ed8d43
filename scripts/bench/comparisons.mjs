// The measured command lines, each compared with another run, and the budgets for the ratios.
import path from 'node:path';
import { root } from '../ready.mjs';

/**
 * @typedef {object} Run a command line; by default one of Node
 * @property {string} title
 * @property {readonly string[]} words
 * @property {boolean} [https] whether the service is called over HTTPS instead of HTTP
 * @property {'off' | 'empty'} [codeCache] the state of the code cache; by default, as earlier runs left it
 * @property {string} [input] standard input
 * @property {string} [program]
 * @property {number} [exitCode]
 */

const ecr = (...words) => [path.join(root, 'bin', 'ecr.js'), ...words];
const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'quay',
  '--upstream-registry-url',
  'quay.io',
];
const skeleton = ecr('create-pull-through-cache-rule', '--generate-cli-skeleton');

/** @type {Run} */
const nothing = { title: '`node -e 0`', words: ['-e', '0'] };
/** @type {Run} */
const post = { title: 'a hand-signed POST', words: [path.join(root, 'scripts', 'bench', 'floor.cjs')] };
const securePost = { ...post, title: 'a hand-signed POST over HTTPS', https: true };
/** @type {Run} */
const official = { title: 'the AWS CLI', program: path.join(root, '.reference', 'aws'), words: ['ecr', ...create] };
const secureOfficial = { ...official, title: 'the AWS CLI over HTTPS', https: true };

/** @type {Run} */
const createCall = { title: 'create over HTTP', words: ecr(...create) };
const secureCreate = { title: 'create over HTTPS', words: ecr(...create), https: true };

/** A listing of one page in both tools; see service.mjs for the sizes. */
const listing = (title, pageSize, format, limit) => {
  const words = ['describe-pull-through-cache-rules', '--page-size', pageSize, '--output', format];
  return { run: { title, words: ecr(...words) }, base: { ...official, words: ['ecr', ...words] }, limit };
};

/**
 * The comparisons with a budget: `limit` is the maximum ratio. `quick` runs take little longer than Node's start-up.
 */
export const budgeted = [
  { run: secureCreate, base: securePost, limit: 1.4 },
  // The code cache saves a tenth to a fifth of the CPU time. Without it this is 1, which noise does not hide.
  {
    run: secureCreate,
    base: { ...secureCreate, title: 'the same with the code cache off', codeCache: 'off' },
    limit: 0.95,
  },
  { run: secureCreate, base: secureOfficial, limit: 0.15 },
  { run: createCall, base: nothing, limit: 2.5 },
  { run: { title: 'usage error', words: ecr('nope'), exitCode: 252 }, base: nothing, limit: 1.35, quick: true },
  { run: { title: 'skeleton', words: skeleton }, base: nothing, limit: 1.35, quick: true },
  { run: { title: '`--version`', words: ecr('--version') }, base: nothing, limit: 1.2, quick: true },
];

/** The runs whose peak memory is compared. */
export const memory = { run: secureCreate, base: securePost, limit: 1.15 };
/** The maximum size of the unpacked package, in KB. */
export const packageLimit = 900;

const login = { title: 'get-login-password over HTTPS', words: ecr('get-login-password'), https: true };

const describe = {
  title: 'listing of 1,000 rules over HTTPS',
  words: ecr('describe-pull-through-cache-rules'),
  https: true,
};
const references = Array.from({ length: 1000 }, (_, number) => `quay.io/team/app-${number}:1.0\n`).join('');
const imageUris = { ...describe, title: 'image-uri of 1,000 images', words: ecr('image-uri', '-'), input: references };
const rules = '[{"ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"}]';
const imageUriOfFile = {
  title: 'image-uri with --rules',
  words: ecr('image-uri', '--rules', rules, '--registry-id', '123456789012', '--region', 'us-east-1', 'quay.io/a/b'),
};

/** Further comparisons, which the guard does not check. */
export const others = [
  { run: login, base: secureCreate },
  {
    run: login,
    base: { ...secureOfficial, words: ['ecr', 'get-login-password'] },
  },
  { run: { ...secureCreate, title: 'create over HTTPS, code cache off', codeCache: 'off' }, base: securePost },
  { run: { ...secureCreate, title: 'create over HTTPS, code cache empty', codeCache: 'empty' }, base: securePost },
  ...['text', 'table', 'yaml'].map((format) => ({
    run: { ...secureCreate, title: `create over HTTPS, ${format}`, words: [...secureCreate.words, '--output', format] },
    base: securePost,
  })),
  {
    run: {
      ...secureCreate,
      title: 'create over HTTPS, --query',
      words: [...secureCreate.words, '--query', 'registryId'],
    },
    base: securePost,
  },
  {
    run: {
      ...secureCreate,
      title: 'create over HTTPS with a profile',
      words: [...secureCreate.words, '--profile', 'plain'],
    },
    base: securePost,
  },
  {
    run: {
      ...secureCreate,
      title: 'create over HTTPS with a role',
      words: [...secureCreate.words, '--profile', 'role'],
    },
    base: securePost,
  },
  { run: describe, base: securePost },
  { run: imageUris, base: describe, limit: 2 },
  { run: imageUriOfFile, base: { title: 'skeleton', words: skeleton }, limit: 1.5 },
  listing('table of 100,000 rules', '1000', 'table', 2),
  listing('yaml of 100,000 rules', '1000', 'yaml', 1),
  listing('table with a cell of 400,000 lines', '1', 'table', 3),
  { run: { ...createCall, title: 'dry run', words: [...createCall.words, '--dry-run'] }, base: nothing },
  { run: { title: 'help', words: ecr('help') }, base: nothing },
  { run: post, base: nothing },
];
