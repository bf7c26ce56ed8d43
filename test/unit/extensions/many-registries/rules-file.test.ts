import { describe, expect, it } from 'vitest';

import { loadRules, readRules } from '../../../../src/extensions/many-registries/rules-file.ts';
import { testIo } from '../../../support/test-io.ts';

const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const parameters = (text: string) => readRules(text).rules.map((rule) => rule.parameters);
const start = "Error parsing parameter '--rules': ";

/** The message about rules, without its start. */
function problem(text: string, source?: string): string {
  try {
    readRules(text, source);
  } catch (error) {
    return error instanceof Error ? error.message.replace(start, '') : '';
  }
  throw new Error(`Accepted: ${text}`);
}

describe('readRules accepts', () => {
  it.each([
    ['one rule in JSON', JSON.stringify(quay)],
    ['a list in JSON', JSON.stringify([quay])],
    ['one rule in YAML', 'ecrRepositoryPrefix: quay\nupstreamRegistryUrl: quay.io\n'],
    ['a list in YAML', '- ecrRepositoryPrefix: quay\n  upstreamRegistryUrl: quay.io\n'],
    ['one document with its markers', '---\n- ecrRepositoryPrefix: quay\n  upstreamRegistryUrl: quay.io\n...\n'],
    ['a byte order mark', '\ufeff- ecrRepositoryPrefix: quay\n  upstreamRegistryUrl: quay.io\n'],
    ['comments', "ecrRepositoryPrefix: 'quay' # [REQUIRED]\nupstreamRegistryUrl: 'quay.io'  # host\n"],
    ['members without a value', `{"credentialArn": null, "customRoleArn": null, ${JSON.stringify(quay).slice(1)}`],
    ['$schema beside the members', JSON.stringify({ $schema: './rules.schema.json', ...quay })],
    ['$schema beside a listing', JSON.stringify({ $schema: './rules.schema.json', pullThroughCacheRules: [quay] })],
    ['a listing without a token', JSON.stringify({ pullThroughCacheRules: [quay], nextToken: null, NextToken: '' })],
  ])('%s', (_, text) => {
    expect(parameters(text)).toEqual([quay]);
    expect(readRules(text).problems).toEqual([]);
  });

  it('a listing, without the members that only a listing has', () => {
    const listing = {
      pullThroughCacheRules: [
        { ...quay, createdAt: '2026-01-01T00:00:00Z', registryId: '111111111111', updatedAt: 1 },
        { ...quay, ecrRepositoryPrefix: 'b' },
      ],
    };
    const { rules } = readRules(JSON.stringify(listing));
    expect(rules).toEqual([
      { number: 1, place: 'rule 1', parameters: quay, registryId: '111111111111' },
      { number: 2, place: 'rule 2', parameters: { ...quay, ecrRepositoryPrefix: 'b' }, registryId: undefined },
    ]);
  });

  it('the pages of a listing as a stream of YAML', () => {
    const page = (prefix: string, end = '') =>
      `- pullThroughCacheRules:\n  - ecrRepositoryPrefix: ${prefix}\n    upstreamRegistryUrl: quay.io\n${end}`;
    const rules = parameters(page('p1', '  nextToken: t\n') + page('p2'));
    expect(rules.map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix)).toEqual(['p1', 'p2']);
    const cut = page('p1') + page('p2', '  nextToken: t\n');
    expect(problem(cut)).toContain('is a listing that was cut');
    expect(problem(`${cut}- ecrRepositoryPrefix: p3\n  upstreamRegistryUrl: quay.io\n`)).toContain('that was cut');
  });

  it('an empty list', () => {
    expect(readRules('[]')).toEqual({ rules: [], problems: [], warnings: [] });
    expect(readRules('{"pullThroughCacheRules": []}').rules).toEqual([]);
  });
});

describe('readRules reports', () => {
  it('every entry that is not a map', () => {
    expect(readRules('[1, {}, "a"]').problems.map(({ line }) => line)).toEqual([
      'rule 1: it must be a map, but is an integer',
      'rule 3: it must be a map, but is a string',
    ]);
  });

  it('a registryId that is a number', () => {
    expect(readRules('- ecrRepositoryPrefix: quay\n  registryId: 012345678901\n').problems).toEqual([
      { number: 1, line: 'rule 1, field registryId: it must be a string, but is an integer. Write it in quotes' },
    ]);
  });

  it('secrets that are empty, in one warning', () => {
    const text = '- credentialArn:\n- credentialArn: ""\n- credentialArn: x\n- {}\n';
    expect(readRules(text).warnings).toEqual([
      "warning: credentialArn is empty in rules 1, 2. If a shell has emptied ${…}, use single quotes, or <<'EOF' for a here-document.",
    ]);
    expect(readRules('credentialArn: null').warnings[0]).toContain('is empty in rule 1. ');
  });
});

const rule = 'ecrRepositoryPrefix: quay\nupstreamRegistryUrl: quay.io\n';

describe('readRules refuses', () => {
  it.each([
    ['a text', 'just text', 'must be a rule, a list of rules, or a listing of rules, but is a string.'],
    ['only a comment', '# nothing\n', 'must be a rule, a list of rules, or a listing of rules, but is null.'],
    ['an empty text', '', 'is empty.'],
    ['blanks', ' \n', 'is empty.'],
    ['a listing without a list', 'pullThroughCacheRules: 5', 'pullThroughCacheRules must be a list of rules.'],
    ['a listing with nextToken', '{"pullThroughCacheRules": [], "nextToken": "t"}', 'is a listing that was cut'],
    ['a listing with NextToken', '{"pullThroughCacheRules": [], "NextToken": "t"}', 'is a listing that was cut'],
    ['several documents', `${rule}---\n${rule}`, 'has 2 YAML documents. Make one list without --- lines.'],
    ['a tag', 'credentialArn: !Sub x', 'has the CloudFormation tag !Sub. Leave it out: placeholders need no tag.'],
    ['one JSON value a line', '{"a": 1}\n{"a": 2}\n', 'has one JSON value a line. Make a list of them: [{…}, {…}]'],
    ['a map with rules', `rules:\n- ecrRepositoryPrefix: quay`, 'has its rules in "rules". Write the list alone, or'],
    ['UTF-16', Buffer.from('a: 1', 'utf16le').toString(), 'is UTF-16 or binary. Save it as UTF-8.'],
  ])('%s', (_, text, message) => {
    expect(problem(text, 'rules.yaml')).toContain(message);
    expect(problem(text)).toContain(message);
  });

  it.each([
    ['an open bracket', 'a: [\n', ', line 2, column 1: ', '\n  \n  ^'],
    ['a tab', 'a:\n\tb: 1\n', ', line 2, column 1: a tab in the indentation; YAML takes only spaces', '\n   b: 1\n  ^'],
    [
      'a missing space',
      '- ecrRepositoryPrefix: quay\n  upstreamRegistryUrl:quay.io\n',
      ', line 2, column 23: a space is missing after the colon',
      '\n    upstreamRegistryUrl:quay.io\n                        ^',
    ],
    [
      'missing spaces alone',
      'ecrRepositoryPrefix:quay\nupstreamRegistryUrl:quay.io\n',
      ', line 1, column 21: a space is missing after the colon',
      '\n  ecrRepositoryPrefix:quay\n                      ^',
    ],
    ['a wrong indentation', '- a: 1\n b: 2\n', ', line 2, column 2: bad indentation', '\n   b: 2\n   ^'],
  ])('%s with its place', (_, text, place, excerpt) => {
    expect(problem(text, 'rules.yaml')).toContain(`rules.yaml${place}`);
    expect(problem(text, 'rules.yaml').endsWith(excerpt)).toBe(true);
    expect(problem(text)).toContain(`the value${place}`);
  });
});

it('shows no password of a URL', () => {
  const message = problem('upstreamRegistryUrl:https://someone:topsecret@quay.io\n');
  expect(message).toContain('https://someone:*********@quay.io');
  expect(message).not.toContain('topsecret');
});

describe('loadRules', () => {
  const load = async (value: string, files: Record<string, string | Buffer> = {}, stdin: string | Buffer = '') => {
    try {
      return (await loadRules(value, testIo({}, files, stdin))).rules.map((one) => one.parameters);
    } catch (error) {
      return error instanceof Error ? error.message.replace(start, '') : error;
    }
  };

  it('reads the value, a file or standard input', async () => {
    expect(await load(rule)).toEqual([quay]);
    expect(await load('file://rules.yaml', { 'rules.yaml': rule })).toEqual([quay]);
    expect(await load('-', {}, rule)).toEqual([quay]);
  });

  it('names the file or standard input', async () => {
    expect(await load('file://rules.yaml', { 'rules.yaml': '' })).toBe('rules.yaml is empty.');
    expect(await load('-')).toBe('standard input is empty.');
  });

  it.each(['rules.yaml', 'a b/rules.yml', 'C:\\rules.json', 'file:rules.yaml', 'file:/rules.yaml'])(
    'says how to read the file %s, there or not',
    async (value) => {
      const path = value.replace(/^file:\/?/, '');
      expect(await load(value)).toMatch(new RegExp(`\\nTo read the file .*, use file://.*$`));
      expect(await load(value)).toContain(`use file://${path}`);
    },
  );

  it('says how to read a file in UTF-16', async () => {
    const bytes = Buffer.from('\ufeffa: 1', 'utf16le');
    expect(await load('file://rules.yaml', { 'rules.yaml': bytes })).toBe(
      'Unable to load paramfile (rules.yaml), text contents could not be decoded. The text starts with a byte order mark: set AWS_CLI_FILE_ENCODING=utf-16, or save the text as UTF-8 without one.',
    );
  });
});
