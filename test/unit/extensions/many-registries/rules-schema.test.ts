import { describe, expect, it } from 'vitest';

import { rulesSchema } from '../../../../src/extensions/many-registries/rules-schema.ts';
import { credentialArn, repositoryPrefix } from '../../../../src/model/members.ts';
import { operationByName } from '../../../../src/model/operations.ts';

const text = JSON.stringify(rulesSchema());
const patterns = [...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
  ([, literal = '""']) => new RegExp(String(JSON.parse(literal)), 'u'),
);

describe('rulesSchema', () => {
  it('has every member of the create operation, and requires those that it requires', () => {
    for (const { name } of operationByName('CreatePullThroughCacheRule').input.members)
      expect(text).toContain(`"${name}":{"description":`);
    expect(text).toContain('"required":["ecrRepositoryPrefix","upstreamRegistryUrl"]');
    expect(text).toContain('"additionalProperties":false');
  });

  it('has patterns that JSON Schema can read', () => {
    expect(patterns.length).toBeGreaterThan(3);
  });

  it('accepts what the patterns of the model accept', () => {
    const values = [
      'quay',
      'ROOT',
      'a/b-c',
      'A',
      'a b',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/x-AbCdEf',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf',
    ];
    for (const shape of [repositoryPrefix, credentialArn.shape]) {
      if (shape.type !== 'string' || shape.pattern === undefined) throw new Error('The member has no pattern.');
      const { pattern } = shape;
      const same = patterns.find(({ source }) => source === new RegExp(pattern.replaceAll('\\-', '-'), 'u').source);
      for (const value of values) expect(same?.test(value), value).toBe(new RegExp(pattern).test(value));
    }
  });

  it('accepts a placeholder in place of a value that has a pattern', () => {
    const placeholder = patterns.filter((pattern) => pattern.test('x${AWS::Region}y'));
    expect(placeholder.length).toBeGreaterThan(0);
    for (const pattern of placeholder) expect(pattern.test('${AWS::StackName}')).toBe(false);
  });

  it('accepts null for optional members only, and $schema', () => {
    expect(rulesSchema()).toMatchObject({
      definitions: {
        rule: {
          properties: {
            ecrRepositoryPrefix: { type: 'string' },
            upstreamRegistryUrl: { type: 'string' },
            credentialArn: { anyOf: [{ type: 'string' }, { type: 'null' }] },
            registryId: { anyOf: [{ type: 'string' }, { type: 'null' }] },
            $schema: { type: 'string' },
          },
        },
      },
    });
  });

  it('refuses a listing with a token', () => {
    expect(rulesSchema()).toMatchObject({
      anyOf: [{}, {}, { $ref: '#/definitions/listing' }, { items: { $ref: '#/definitions/listing' } }],
      definitions: {
        listing: { properties: { nextToken: { type: 'null' }, NextToken: { type: 'null' } } },
      },
    });
  });
});

it('accepts a reference to a secret as the whole value of credentialArn alone', () => {
  const takes = patterns.filter((pattern) => pattern.test('${SecretArn:hub}'));
  expect(takes).toHaveLength(1);
  for (const value of ['x${SecretArn:hub}', '${SecretArn:hub}x', '${SecretArn:}', '${SecretArn:a b}', '${SecretArn}'])
    expect(takes[0]?.test(value), value).toBe(false);
  expect(rulesSchema()).toHaveProperty(
    'definitions.rule.properties.credentialArn.anyOf.0.anyOf.2.pattern',
    takes[0]?.source.replaceAll('\\/', '/'),
  );
});
