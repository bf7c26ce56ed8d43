import { describe, expect, it } from 'vitest';

import { readRules } from '../../../../src/extensions/many-registries/rules-file.ts';

const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };
const parameters = (text: string) => readRules(text).rules.map((rule) => rule.parameters);

describe('readRules', () => {
  it.each([
    ['one rule in JSON', JSON.stringify(quay)],
    ['a list in JSON', JSON.stringify([quay])],
    ['one rule in YAML', 'ecrRepositoryPrefix: quay\nupstreamRegistryUrl: quay.io\n'],
    ['a list in YAML', '- ecrRepositoryPrefix: quay\n  upstreamRegistryUrl: quay.io\n'],
    [
      'the skeleton with its comments',
      "ecrRepositoryPrefix: 'quay' # [REQUIRED]\nupstreamRegistryUrl: 'quay.io'  # host\n",
    ],
  ])('reads %s', (_, text) => {
    expect(parameters(text)).toEqual([quay]);
  });

  it('reads a listing without the members that only a listing has', () => {
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

  it('reads an empty list as no rules', () => {
    expect(readRules('[]')).toEqual({ rules: [], problems: [] });
  });

  it('reports every entry that is not an object', () => {
    expect(readRules('[1, {}, "a"]').problems.map(({ line }) => line)).toEqual([
      'rule 1: it must be a map of members, but is integer',
      'rule 3: it must be a map of members, but is string',
    ]);
  });

  it.each([
    ['a: [', "Error parsing parameter '--rules': it is neither JSON nor YAML: "],
    ['just text', "Error parsing parameter '--rules': it must be a rule, a list of rules, or a listing of rules."],
    ['', "Error parsing parameter '--rules': it must be a rule"],
    ['pullThroughCacheRules: 5', "Error parsing parameter '--rules': pullThroughCacheRules must be a list of rules."],
  ])('refuses %j', (text, message) => {
    expect(() => readRules(text)).toThrow(message);
  });
});
