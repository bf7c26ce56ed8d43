import { compareText } from '../python/string-order.ts';
import { isList, isMap, isScalar, type Scalar, type Value, type ValueMap } from '../model/values.ts';
import { printedCell, printedText } from './printed-text.ts';

/**
 * Formats a result as lines of values, separated by tabs. The scalars of a map are on one line, in the order of their
 * names. Nested values follow, with their name in upper case at the start of each line. (AWS CLI behaviour)
 */
export function formatText(result: Value): string {
  const lines: string[] = [];
  writeValue(result, undefined, undefined, lines);
  return lines.map((line) => `${line}\n`).join('');
}

function writeValue(
  value: Value,
  label: string | undefined,
  columns: readonly string[] | undefined,
  lines: string[],
): void {
  if (isMap(value)) writeMap(value, label, columns, lines);
  else if (isList(value)) writeList(value, label, lines);
  else lines.push(printedText(value));
}

function writeList(list: readonly Value[], label: string | undefined, lines: string[]): void {
  const maps = list.filter(isMap);
  if (maps.length > 0) {
    // The columns of a list of maps are the names of the scalars in all maps, so that the values are aligned.
    const columns = [...new Set(maps.flatMap(scalarNames))].sort(compareText);
    for (const one of list) {
      if (isScalar(one)) writeScalars([one], label, lines);
      else writeValue(one, label, columns, lines);
    }
    return;
  }
  const scalars = list.filter(isScalar);
  if (scalars.length > 0) writeScalars(scalars, label, lines);
  for (const one of list) if (!isScalar(one)) writeValue(one, label, undefined, lines);
}

function writeScalars(scalars: readonly Scalar[], label: string | undefined, lines: string[]): void {
  const texts = scalars.map(printedText);
  if (label === undefined) lines.push(texts.join('\t'));
  else lines.push(...texts.map((text) => `${label.toUpperCase()}\t${text}`));
}

function writeMap(
  map: ValueMap,
  label: string | undefined,
  columns: readonly string[] | undefined,
  lines: string[],
): void {
  const names = Object.keys(map).sort(compareText);
  const cells = (columns ?? scalarNames(map).sort(compareText)).map((name) => printedCell(map, name));
  if (cells.length > 0) lines.push([...(label === undefined ? [] : [label.toUpperCase()]), ...cells].join('\t'));
  for (const name of names) {
    const value = map[name] ?? null;
    const inColumn = columns?.includes(name) ?? false;
    if (!isScalar(value) && !inColumn) writeValue(value, name, undefined, lines);
  }
}

function scalarNames(map: ValueMap): string[] {
  return Object.keys(map).filter((name) => isScalar(map[name] ?? null));
}
