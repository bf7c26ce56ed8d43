import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  placeholders,
  referredSecret,
  resolvePlaceholders,
  secretReferenceProblems,
  textParts,
} from '../../../../src/extensions/many-registries/placeholders.ts';

describe('textParts', () => {
  it.each([
    ['', []],
    ['quay.io', [{ text: 'quay.io' }]],
    ['${AWS::Region}', [{ placeholder: 'AWS::Region' }]],
    [
      'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/x',
      [
        { text: 'arn:' },
        { placeholder: 'AWS::Partition' },
        { text: ':iam::' },
        { placeholder: 'AWS::AccountId' },
        { text: ':role/x' },
      ],
    ],
    ['${AWS::Region}${AWS::Region}', [{ placeholder: 'AWS::Region' }, { placeholder: 'AWS::Region' }]],
    ['$${AWS::Region}}', [{ text: '$' }, { placeholder: 'AWS::Region' }, { text: '}' }]],
  ])('splits %j', (text, parts) => {
    expect(textParts(text)).toEqual(parts);
  });

  it.each([
    'AWS::Region',
    '${AWS::StackName}',
    '${aws::region}',
    '${ AWS::Region }',
    '${!AWS::Region}',
    '${AWS::Region',
  ])('leaves %j unchanged', (text) => {
    expect(textParts(text)).toEqual([{ text }]);
  });

  it('keeps every character', () => {
    const pieces = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('$', '{', '}', ...placeholders.map((p) => `\${${p}}`))),
    );
    fc.assert(
      fc.property(pieces, (strings) => {
        const text = strings.join('');
        const parts = textParts(text).map((part) => ('text' in part ? part.text : `\${${part.placeholder}}`));
        expect(parts.join('')).toBe(text);
      }),
    );
  });
});

describe('a reference to a secret', () => {
  it.each([
    ['${SecretArn:hub}', 'ecr-pullthroughcache/hub'],
    ['${SecretArn:ecr-pullthroughcache/team/hub}', 'ecr-pullthroughcache/team/hub'],
    ['x${SecretArn:hub}', undefined],
    ['${SecretArn:hub} ', undefined],
    ['${SecretArn}', undefined],
    ['${SecretArn:${AWS::Region}}', undefined],
    [null, undefined],
  ])('%j names %j', (value, name) => {
    expect(referredSecret(value)).toBe(name);
  });

  it('is replaced in credentialArn alone, by the ARN if it is known', () => {
    const values = { 'AWS::Region': 'r', 'AWS::AccountId': 'a', 'AWS::Partition': 'p' };
    const rule = { credentialArn: '${SecretArn:hub}', customRoleArn: '${SecretArn:hub}' };
    const secretArn = (name: string) => (name === 'ecr-pullthroughcache/hub' ? 'arn' : undefined);
    expect(resolvePlaceholders(rule, { ...values, secretArn })).toEqual({ ...rule, credentialArn: 'arn' });
    expect(resolvePlaceholders(rule, values)).toEqual(rule);
  });

  it.each([
    [{ credentialArn: '${SecretArn:hub}' }, []],
    [{ credentialArn: '${SecretArn:a b}' }, ['credentialArn']],
    [{ credentialArn: '${SecretArn:}' }, ['credentialArn']],
    [{ credentialArn: '${SecretArn}' }, ['credentialArn']],
    [
      { credentialArn: 'arn:${SecretArn:hub}', ecrRepositoryPrefix: '${SecretArn:hub}' },
      ['credentialArn', 'ecrRepositoryPrefix'],
    ],
  ])('has the right place and name: %j', (rule, members) => {
    expect(secretReferenceProblems(rule).map(({ member }) => member)).toEqual(members);
  });
});
