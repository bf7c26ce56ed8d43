import type { YamlVersion } from './yaml-version.ts';

/** The kinds of plain scalars in ruamel.yaml, the AWS CLI's library for YAML. */
export type ScalarKind = 'text' | 'boolean' | 'integer' | 'float' | 'null' | 'timestamp' | 'merge' | 'value';

/** The form of the scalars of a kind. */
interface ScalarForm {
  readonly kind: ScalarKind;
  /** The possible first characters. They rule out `_1` as a number. */
  readonly start: string;
  readonly pattern: RegExp;
}

const special: readonly ScalarForm[] = [
  { kind: 'merge', start: '<', pattern: /^<<$/ },
  { kind: 'null', start: '~nN', pattern: /^(?:~|null|Null|NULL)$/ },
  {
    kind: 'timestamp',
    start: '0123456789',
    pattern:
      /^(?:\d\d\d\d-\d\d-\d\d|\d\d\d\d-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  },
  { kind: 'value', start: '=', pattern: /^=$/ },
];

/** The forms of each version. (ruamel.yaml's `resolver.py`) */
const forms: Readonly<Record<YamlVersion, readonly ScalarForm[]>> = {
  '1.2': [
    { kind: 'boolean', start: 'tTfF', pattern: /^(?:true|True|TRUE|false|False|FALSE)$/ },
    {
      kind: 'float',
      start: '-+0123456789.',
      pattern:
        /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    },
    {
      kind: 'integer',
      start: '-+0123456789',
      pattern: /^(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$/,
    },
    ...special,
  ],
  '1.1': [
    {
      kind: 'boolean',
      start: 'yYnNtTfFoO',
      pattern: /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
    },
    {
      kind: 'float',
      start: '-+0123456789.',
      pattern:
        /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    },
    {
      kind: 'integer',
      start: '-+0123456789',
      pattern:
        /^(?:[-+]?0b[01_]+|[-+]?0?[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
    },
    ...special,
  ],
};

/**
 * Returns the kind of a plain scalar. In YAML 1.2 `yes` is text; in YAML 1.1 it is a boolean.
 */
export function scalarKind(text: string, version: YamlVersion = '1.2'): ScalarKind {
  if (text === '') return 'null';
  const start = text.charAt(0);
  return forms[version].find((form) => form.start.includes(start) && form.pattern.test(text))?.kind ?? 'text';
}
