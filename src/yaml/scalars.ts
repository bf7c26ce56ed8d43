import { GeneralError } from '../model/errors.ts';
import { floatNumber, integerNumber, Numeral } from '../model/values.ts';

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

/**
 * Converts an integer scalar. In YAML 1.1 a leading zero makes it octal, and colons separate digits of
 * base 60. (ruamel.yaml's `constructor.py`)
 *
 * @throws SyntaxError for digits that the base does not have
 */
export function integerOf(text: string, version: YamlVersion): number | Numeral {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const literal = String(version === '1.1' ? oldInteger(digits) : newInteger(digits));
  return integerNumber(sign === '-' ? `-${literal}` : literal);
}

function newInteger(digits: string): bigint {
  return BigInt(/^0[box]/.test(digits) ? digits : digits.replace(/^0+(?=\d)/, ''));
}

function oldInteger(digits: string): bigint {
  if (/^0\d/.test(digits)) return BigInt(`0o${digits}`);
  return digits.split(':').reduce((number, part) => number * 60n + newInteger(part), 0n);
}

/** Converts a float scalar. In YAML 1.1 colons separate digits of base 60. */
export function floatOf(text: string, version: YamlVersion): number | Numeral {
  const plain = text.replaceAll('_', '').toLowerCase();
  if (plain.endsWith('.inf')) return new Numeral(plain.startsWith('-') ? '-Infinity' : 'Infinity');
  if (plain === '.nan') return new Numeral('NaN');
  if (version === '1.2' || !plain.includes(':')) return floatNumber(Number(plain));
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(plain) ?? [];
  const number = digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return floatNumber(sign === '-' ? -number : number);
}

/**
 * Converts a boolean scalar, with the words of both versions.
 *
 * @throws SyntaxError for any other word, which can have the tag of a boolean
 */
export function booleanOf(text: string): boolean {
  const word = text.toLowerCase();
  if (['true', 'yes', 'y', 'on'].includes(word)) return true;
  if (['false', 'no', 'n', 'off'].includes(word)) return false;
  throw new SyntaxError(`The boolean ${text} is neither true nor false.`);
}

/** The versions of YAML that the AWS CLI reads. */
export type YamlVersion = '1.1' | '1.2';

/** The directive that names the version, after any comments, empty lines and other directives. */
const directive = /^\ufeff?(?:[ \t]*(?:#.*)?\n|%(?!YAML[ \t]).*\n)*%YAML[ \t]+0*(\d+)\.0*(\d+)[ \t]*(?:#.*)?(?![^\n])/;

/**
 * Returns the version in a document's `%YAML` directive; 1.2 without one.
 *
 * @throws GeneralError for any other version, for which ruamel.yaml fails with an internal error
 */
export function yamlVersion(text: string): YamlVersion {
  const [, major, minor = ''] = directive.exec(text) ?? [];
  // The parser rejects any other major version.
  if (major !== '1') return '1.2';
  const version = `${major}.${minor}`;
  if (version === '1.1' || version === '1.2') return version;
  throw new GeneralError(`The %YAML directive must name version 1.1 or 1.2, not ${version}.`);
}
