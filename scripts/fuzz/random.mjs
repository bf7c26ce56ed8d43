// What the fuzzer makes its cases of: a seed brings a case back.
let seed = 0;

export const startFrom = (number) => (seed = number);
export const currentSeed = () => seed;

/** A small generator of numbers. */
export const random = () => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed / 0x7fffffff;
};
export const below = (limit) => Math.floor(random() * limit);
export const pick = (list) => list[below(list.length)];
export const bytes = (length) => Buffer.from(Array.from({ length }, () => below(256)));

/** Something that was right once, with parts turned, cut, doubled or replaced. */
export function spoilt(text) {
  let content = Buffer.from(text);
  for (let turn = below(5); turn >= 0; turn--) {
    const at = below(content.length + 1);
    const rest = content.subarray(at);
    const middle = [
      () => bytes(below(8)),
      () => content.subarray(below(at + 1), at),
      () =>
        Buffer.from(
          pick([
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
          ]),
        ),
    ][below(3)]();
    content = Buffer.concat([
      content.subarray(0, at),
      middle,
      rest.subarray(below(3) === 0 ? below(rest.length + 1) : 0),
    ]);
  }
  return content;
}
