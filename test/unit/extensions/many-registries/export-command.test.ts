import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { writeRules } from '../../../../src/extensions/many-registries/export-command.ts';
import { parseYaml } from '../../../../src/yaml/reader.ts';
import { ruleInputs } from './export/rule-inputs.ts';

describe('writeRules', () => {
  it('writes a list of rules in their order', () => {
    const rules = [
      { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io', upstreamRegistry: 'quay' },
      {
        ecrRepositoryPrefix: 'hub',
        upstreamRegistryUrl: 'registry-1.docker.io',
        credentialArn: 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:ecr-pullthroughcache/hub',
      },
    ];
    expect(writeRules(rules)).toBe(
      `- ecrRepositoryPrefix: quay
  upstreamRegistry: quay
  upstreamRegistryUrl: quay.io
- credentialArn: arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:ecr-pullthroughcache/hub
  ecrRepositoryPrefix: hub
  upstreamRegistryUrl: registry-1.docker.io
`,
    );
  });

  it('leaves out what only a listing has', () => {
    const listed = {
      ecrRepositoryPrefix: 'quay',
      upstreamRegistryUrl: 'quay.io',
      registryId: '123456789012',
      createdAt: '2026-01-02T03:04:05Z',
      updatedAt: '2026-01-02T03:04:05Z',
    };
    expect(parseYaml(writeRules([listed]))).toEqual([{ ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' }]);
  });

  it.each(['no', 'on', 'yes', 'off', 'true', '010', '1e5', '1_0', '12:30'])(
    'quotes the prefix %s, which is not a text in every version of YAML',
    (prefix) => {
      const text = writeRules([{ ecrRepositoryPrefix: prefix, upstreamRegistryUrl: 'quay.io' }]);
      expect(text).toBe(`- ecrRepositoryPrefix: '${prefix}'\n  upstreamRegistryUrl: quay.io\n`);
      expect(load(text, { schema: YAML11_SCHEMA })).toEqual([
        { ecrRepositoryPrefix: prefix, upstreamRegistryUrl: 'quay.io' },
      ]);
    },
  );

  it('writes an empty list for no rules', () => {
    expect(writeRules([])).toBe('[]\n');
  });

  it('writes what reads back as the same rules', () => {
    // The writer has libyaml's habit of writing these line breaks as they are, and YAML 1.2 does not count them as
    // breaks.
    const readable = ruleInputs.filter((rules) => !/[\u0085\u2028\u2029]/.test(JSON.stringify(rules)));
    fc.assert(
      fc.property(readable, (rules) => {
        expect(parseYaml(writeRules(rules))).toEqual(rules);
      }),
    );
  });
});
