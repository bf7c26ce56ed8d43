import { floatNumber, integerNumber, Numeral } from '../model/values.ts';
import type { YamlVersion } from './yaml-version.ts';

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
