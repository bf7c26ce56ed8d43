import { fc } from '../support/property.ts';

/** Texts on which readers tend to fail. */
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

/** A place in a text, from 0 (its start) to 1 (its end). */
const place = fc.double({ min: 0, max: 1, noNaN: true });

/**
 * One change: a part of the text itself, bytes or an awkward text goes in, and in one case of three the rest loses its
 * start.
 */
const change = fc.record({
  at: place,
  insertion: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constantFrom(...awkward), place),
  cut: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: place }),
});

/** A valid text with one to five changes. */
export function damaged(valid: string): fc.Arbitrary<Buffer> {
  return fc.array(change, { minLength: 1, maxLength: 5 }).map((changes) =>
    changes.reduce((content, { at, insertion, cut }) => {
      const position = Math.floor(at * content.length);
      const middle =
        typeof insertion === 'number'
          ? content.subarray(Math.floor(insertion * position), position)
          : Buffer.from(insertion);
      const rest = content.subarray(position);
      return Buffer.concat([content.subarray(0, position), middle, rest.subarray(Math.floor(cut * rest.length))]);
    }, Buffer.from(valid)),
  );
}

export const damagedText = (valid: string): fc.Arbitrary<string> => damaged(valid).map(String);
