import { floatNumber, integerNumber, isInteger, isList, isMap, Numeral, type Value } from '../../model/values.ts';
import { compareText } from '../../python/strings.ts';
import { QueryError } from './query-error.ts';

export function isNumber(value: Value): value is number | Numeral {
  return typeof value === 'number' || value instanceof Numeral;
}

/** Converts a number for a comparison, which JavaScript makes exactly, also between a bigint and a float. */
export function comparable(number: number | Numeral): number | bigint {
  return isInteger(number) ? exact(number) : Number(number);
}

function exact(integer: number | Numeral): bigint {
  return BigInt(integer instanceof Numeral ? integer.text : integer);
}

/** Returns the sum of integers as an integer, and any other sum as a float. (Python's `sum`) */
export function sum(numbers: readonly (number | Numeral)[]): number | Numeral {
  if (numbers.some((one) => !isInteger(one)))
    return floatNumber(numbers.reduce((all: number, one) => all + Number(one), 0));
  return integerNumber(String(numbers.reduce((all, one) => all + exact(one), 0n)));
}

export function average(numbers: readonly (number | Numeral)[]): number | Numeral {
  return floatNumber(Number(sum(numbers)) / numbers.length);
}

/** Returns the absolute value: of an integer as an integer, of a float as a float. */
export function absolute(number: number | Numeral): number | Numeral {
  return isInteger(number)
    ? integerNumber(String(exact(number)).replace('-', ''))
    : floatNumber(Math.abs(Number(number)));
}

/**
 * Rounds a number to an integer.
 *
 * @throws QueryError for NaN and infinity (Python's message)
 */
export function roundedTo(round: (number: number) => number, number: number | Numeral): number | Numeral {
  if (isInteger(number)) return number;
  const rounded = round(Number(number));
  if (!Number.isFinite(rounded))
    throw new QueryError(`cannot convert float ${Number.isNaN(rounded) ? 'NaN' : 'infinity'} to integer`);
  return integerNumber(String(BigInt(rounded)));
}

/** Whether JMESPath counts the value as false: an empty string, list or map, false and null. Zero is true. */
export function isFalse(value: Value): boolean {
  if (value === '' || value === false || value === null) return true;
  return isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
}

/** Whether two values are equal: 1 equals 1.0, but not true. */
export function isSame(one: Value, other: Value): boolean {
  if (isNumber(one) && isNumber(other)) return order(one, other) === 0;
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((value, index) => isSame(value, other[index] ?? null));
  if (isMap(one) && isMap(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && isSame(one[name] ?? null, other[name] ?? null))
    );
  }
  return one === other;
}

/** Compares two numbers, or two strings by code points, as a function for `sort` does. The result for NaN is NaN. */
export function order(one: Value, other: Value): number {
  if (typeof one === 'string' && typeof other === 'string') return compareText(one, other);
  if (!isNumber(one) || !isNumber(other)) return Number.NaN;
  const [left, right] = [comparable(one), comparable(other)];
  if (left < right) return -1;
  if (left > right) return 1;
  return left >= right ? 0 : Number.NaN;
}
