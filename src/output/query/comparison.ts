import { compareText } from '../../python/string-order.ts';
import { isList, isMap, type Value } from '../../model/values.ts';
import { comparable, isNumber } from './numbers.ts';

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
