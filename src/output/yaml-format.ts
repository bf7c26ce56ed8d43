import { writeJson } from '../python/json.ts';
import { isMap, isScalar, type Value } from '../model/values.ts';
import { YamlWriter } from '../yaml/writer.ts';

/** Formats a result as YAML; a scalar as JSON, because YAML would add an end marker. (AWS CLI behaviour) */
export function formatYaml(result: Value): string {
  if (isMap(result) && Object.keys(result).length === 0) return '';
  return isScalar(result) ? `${writeJson(result, 'indented')}\n` : new YamlWriter(result).document();
}

/** Formats a result as an element of a YAML list, so that consecutive results form a list. */
export function formatYamlStream(result: Value): string {
  if (isMap(result) && Object.keys(result).length === 0) return '';
  return new YamlWriter([result]).document();
}
