import { isMap, type Value } from '../values.ts';

/** The result as indented JSON. A result without members prints nothing. (AWS CLI behaviour) */
export function formatJson(result: Value): string {
  if (isMap(result) && Object.keys(result).length === 0) return '';
  return `${JSON.stringify(result, null, 4)}\n`;
}
