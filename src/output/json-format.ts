import { writeJson } from '../python/json.ts';
import { isMap, type Value } from '../model/values.ts';

/** Formats a result as indented JSON. An empty map prints nothing. (AWS CLI behaviour) */
export function formatJson(result: Value): string {
  if (isMap(result) && Object.keys(result).length === 0) return '';
  return `${writeJson(result, 'indented')}\n`;
}
