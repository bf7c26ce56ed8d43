/**
 * What a plain YAML scalar stands for, by the rules of ruamel.yaml for YAML 1.2, which the AWS CLI reads and writes
 * with: `yes` is a text, `012` a number, `2024-01-02` a date.
 */
export type ScalarKind = 'text' | 'boolean' | 'integer' | 'float' | 'null' | 'timestamp' | 'merge' | 'value';

const kinds: readonly (readonly [ScalarKind, RegExp])[] = [
  ['boolean', /^(?:true|True|TRUE|false|False|FALSE)$/],
  [
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  ['integer', /^(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$/],
  ['merge', /^<<$/],
  ['null', /^(?:~|null|Null|NULL|)$/],
  [
    'timestamp',
    /^(?:\d\d\d\d-\d\d-\d\d|\d\d\d\d-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  ],
  ['value', /^=$/],
];

/** The kinds are looked for by the first character, so that `_1` is no number. */
const firstCharacters: Readonly<Record<ScalarKind, string>> = {
  text: '',
  boolean: 'tTfF',
  float: '-+0123456789.',
  integer: '-+0123456789',
  merge: '<',
  null: '~nN',
  timestamp: '0123456789',
  value: '=',
};

export function scalarKind(text: string): ScalarKind {
  const found = kinds.find(
    ([kind, pattern]) =>
      (text === '' ? kind === 'null' : firstCharacters[kind].includes(text.charAt(0))) && pattern.test(text),
  );
  return found?.[0] ?? 'text';
}
