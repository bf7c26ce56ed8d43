import { writeJson } from '../python/json.ts';
import { isMap, isScalar, type Value } from '../model/values.ts';
import { YamlWriter } from '../yaml/writer.ts';

/** The result as YAML; a scalar alone as JSON, because YAML would have to mark its end. (AWS CLI behaviour) */
export function formatYaml(result: Value): string {
  if (isMap(result) && Object.keys(result).length === 0) return '';
  return isScalar(result) ? `${writeJson(result, 'indented')}\n` : new YamlWriter(result).document();
}

/** The result as an entry of a YAML list, so that several results in a row are one list. */
export function formatYamlStream(result: Value): string {
  if (isMap(result) && Object.keys(result).length === 0) return '';
  return new YamlWriter([result]).document();
}
