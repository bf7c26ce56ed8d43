import { isList, isMap, type Value } from '../model/values.ts';

/** Returns whether Python counts a value as false: an empty list, map or text, zero, false or null. */
export function isFalsy(value: Value): boolean {
  if (isList(value)) return value.length === 0;
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === '' || value === false || value === null || (typeof value !== 'string' && Number(value) === 0);
}
