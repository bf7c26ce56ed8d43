import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';
import fc from 'fast-check';

import {
  logicalName,
  ruleEntries,
  ruleMembers,
  terraformName,
} from '../../../../../src/extensions/many-registries/export/rule-input.ts';
import { operationByName } from '../../../../../src/model/operations.ts';

it('has the members of the create operation without the registry', () => {
  const { input } = operationByName('CreatePullThroughCacheRule');
  const names = input.members.map(({ name }) => name).filter((name) => name !== 'registryId');
  expect(ruleMembers).toEqual(names);
});

it('lists the members of a rule in the order of the operation', () => {
  const rule = { upstreamRepositoryPrefix: 'library', upstreamRegistryUrl: 'quay.io', ecrRepositoryPrefix: 'quay' };
  expect(ruleEntries(rule)).toEqual([
    ['ecrRepositoryPrefix', 'quay'],
    ['upstreamRegistryUrl', 'quay.io'],
    ['upstreamRepositoryPrefix', 'library'],
  ]);
});

describe('resource names', () => {
  const hash = (prefix: string) => createHash('sha256').update(prefix).digest('hex').slice(0, 8);

  /** Prefixes in the form that the service allows, short ones among them so that names come close to each other. */
  const prefixes = fc.stringMatching(/^[a-z0-9]{1,3}((\.|_|__|-+)[a-z0-9]{1,3}){0,2}(\/[a-z0-9]{1,3}){0,2}\/?$/);

  describe('logicalName', () => {
    it.each([
      ['quay', 'Quay'],
      ['docker-hub', 'DockerHub'],
      ['team/ecr.public__v2', 'TeamEcrPublicV2'],
      ['quay/', 'Quay'],
      ['ROOT', 'ROOT'],
      ['1password', '1password'],
      ['${AWS::Region}', 'AWSRegion'],
      ['größe', 'GrE'],
      ['', ''],
      ['日本', ''],
    ])('of %j is %s and the hash of the prefix', (prefix, words) => {
      expect(logicalName(prefix)).toBe(`${words}${hash(prefix)}`);
    });

    it('has not changed for a known prefix', () => {
      expect(logicalName('docker-hub')).toBe('DockerHubf08745bb');
    });

    it('differs between prefixes that read alike', () => {
      const alike = ['a-b', 'a_b', 'a/b', 'a.b', 'a-b/', 'a--b'];
      expect(new Set(alike.map(logicalName)).size).toBe(alike.length);
    });

    it('has letters and digits only, whatever the prefix', () => {
      fc.assert(
        fc.property(fc.oneof(prefixes, fc.string({ unit: 'grapheme' })), (prefix) => {
          expect(logicalName(prefix)).toMatch(/^[A-Za-z0-9]{8,255}$/);
        }),
      );
    });
  });

  describe('terraformName', () => {
    it.each([
      ['quay', 'quay_'],
      ['docker-hub', 'docker_hub_'],
      ['team/ecr.public__v2', 'team_ecr_public_v2_'],
      ['ROOT', 'root_'],
      ['1password', 'rule_1password_'],
    ])('of %j is %s and the hash of the prefix', (prefix, words) => {
      expect(terraformName(prefix)).toBe(`${words}${hash(prefix)}`);
    });

    it('holds the Region', () => {
      expect(terraformName('quay', 'us-east-1')).toBe(`quay_${hash('quay')}_us_east_1`);
    });

    it('is an identifier, whatever the prefix', () => {
      fc.assert(
        fc.property(fc.oneof(prefixes, fc.string({ unit: 'grapheme' })), (prefix) => {
          expect(terraformName(prefix)).toMatch(/^[a-z][a-z0-9_]*$/);
        }),
      );
    });
  });
});
