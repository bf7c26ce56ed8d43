import { fc } from '../support/property.ts';

/** Texts that often break parsers. */
const awkward = [
  '\\u0000',
  '"',
  '{',
  '[',
  ']',
  '}',
  ':',
  ',',
  '\n',
  '\t',
  '=',
  '&a',
  '*a',
  '!!x',
  '- ',
  '? ',
  '|',
  '`',
  '@',
  '(',
  '1e999',
  '-',
  '\ufeff',
  '\u202e',
  '\u001b[2J',
  '__proto__',
  'constructor',
  '日本',
  '🚀',
  '\u0085',
  '1_000',
  '0x1F',
  '.inf',
  '~',
  '<<',
  '9'.repeat(400),
  '['.repeat(3000),
];

/** A position in a text, from 0 (its start) to 1 (its end). */
const position = fc.double({ min: 0, max: 1, noNaN: true });

/**
 * One change: inserts a part of the text itself, random bytes or an awkward text. One change in three also removes the
 * start of the rest.
 */
const change = fc.record({
  at: position,
  insertion: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constantFrom(...awkward), position),
  cut: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: position }),
});

/** A valid text with one to five changes. */
export function damaged(valid: string): fc.Arbitrary<Buffer> {
  return fc.array(change, { minLength: 1, maxLength: 5 }).map((changes) =>
    changes.reduce((content, { at, insertion, cut }) => {
      const offset = Math.floor(at * content.length);
      const middle =
        typeof insertion === 'number'
          ? content.subarray(Math.floor(insertion * offset), offset)
          : Buffer.from(insertion);
      const rest = content.subarray(offset);
      return Buffer.concat([content.subarray(0, offset), middle, rest.subarray(Math.floor(cut * rest.length))]);
    }, Buffer.from(valid)),
  );
}

export const damagedText = (valid: string): fc.Arbitrary<string> => damaged(valid).map(String);
