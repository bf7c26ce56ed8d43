import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { placeholders, textParts } from '../../../../src/extensions/many-registries/placeholders.ts';

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
