import { defineScalarTag, loadAll, mergeTag, NOT_RESOLVED, realMapTag, Schema, seqTag, strTag } from 'js-yaml';

import { DateText, floatNumber, integerNumber, mapOf, Numeral, type InputValue } from '../model/values.ts';
import { scalarKind, type ScalarKind } from './scalar-kinds.ts';

/** A scalar tag that takes what the AWS CLI's YAML takes for that kind, and only that. */
function scalarTag(tagName: string, kind: ScalarKind, read: (text: string) => unknown) {
  return defineScalarTag<unknown>(`tag:yaml.org,2002:${tagName}`, {
    implicit: true,
    resolve: (text, isExplicit) => (isExplicit || scalarKind(text) === kind ? read(text) : NOT_RESOLVED),
    identify: () => false,
  });
}

const schema = new Schema([
  realMapTag,
  seqTag,
  strTag,
  mergeTag,
  scalarTag('null', 'null', () => null),
  scalarTag('bool', 'boolean', (text) => text.toLowerCase() === 'true'),
  scalarTag('int', 'integer', readInteger),
  scalarTag('float', 'float', readFloat),
  scalarTag('timestamp', 'timestamp', (text) => new DateText(text)),
]);

/**
 * Reads one YAML document as the AWS CLI does: by the rules of YAML 1.2, a key only once. No document at all is null.
 *
 * @throws Error when the text is malformed, holds several documents or stands for too much
 */
export function parseYaml(text: string): InputValue {
  const documents = loadAll(text, { schema });
  if (documents.length > 1) throw new Error('There is more than one document.');
  const [document = null] = documents;
  if (!(sizeOf(document, new Map()) <= largest)) throw new Error('The aliases of the YAML stand for too much.');
  return asInput(document);
}

/** More values than any input has. A few lines of aliases of aliases can stand for more than a machine can hold. */
const largest = 1_000_000;

/** How many values there are when each alias is written out; infinitely many where one stands inside of what it stands for. */
function sizeOf(value: unknown, known: Map<unknown, number>): number {
  const parts: readonly unknown[] = Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : [];
  if (parts.length === 0) return 1;
  const size = known.get(value);
  if (size !== undefined) return size;
  known.set(value, Infinity);
  const whole = parts.reduce<number>((sum, part) => sum + sizeOf(part, known), 1);
  known.set(value, whole);
  return whole;
}

function asInput(value: unknown): InputValue {
  if (value instanceof DateText || value instanceof Numeral) return value;
  if (Array.isArray(value)) return value.map(asInput);
  if (value instanceof Map) return mapOf([...value].map(([name, one]) => [asName(name), asInput(one)]));
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new Error(`A value of the kind ${typeof value} has no place here.`);
}

function asName(key: unknown): string {
  if (typeof key === 'object' && key !== null) throw new Error('A value with parts cannot be a name.');
  return String(key);
}

function readInteger(text: string): number | Numeral {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const octal = /^0o?(?=[0-7]+$)/.test(digits) && digits.startsWith('0o');
  const literal = octal || /^0[bx]/.test(digits) ? String(BigInt(digits)) : digits.replace(/^0+(?=\d)/, '');
  return integerNumber(sign === '-' ? `-${literal}` : literal);
}

function readFloat(text: string): number | Numeral {
  const plain = text.replaceAll('_', '').toLowerCase();
  if (plain.endsWith('.inf')) return new Numeral(plain.startsWith('-') ? '-Infinity' : 'Infinity');
  if (plain === '.nan') return new Numeral('NaN');
  return floatNumber(Number(plain));
}
