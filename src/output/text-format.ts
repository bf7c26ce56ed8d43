import { isList, isMap, isScalar, Numeral, type Scalar, type Value, type ValueMap } from '../model/values.ts';
import { compareText, pythonQuoted } from '../python/strings.ts';

/**
 * Formats a result as lines of values, separated by tabs. The scalars of a map are on one line, in the order of their
 * names. Nested values follow, with their name in upper case at the start of each line. (AWS CLI behavior)
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

/** Formats a scalar as Python's `str` does, for the text and table formats. */
export function printedText(value: Scalar): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value instanceof Numeral) return { NaN: 'nan', Infinity: 'inf', '-Infinity': '-inf' }[value.text] ?? value.text;
  return String(value);
}

/** Formats the value of a map in a column, which usually has scalars; empty if the map has no such name. */
export function printedCell(map: ValueMap, name: string): string {
  return Object.hasOwn(map, name) ? printedInPlace(map[name] ?? null) : '';
}

/** Formats any value as Python's `str` does, for a position that usually has a scalar. */
export function printedInPlace(value: Value): string {
  return isScalar(value) ? printedText(value) : inner(value);
}

function inner(value: Value): string {
  if (typeof value === 'string') return pythonQuoted(value);
  if (isList(value)) return `[${value.map(inner).join(', ')}]`;
  if (isMap(value))
    return `{${Object.entries(value)
      .map(([name, one]) => `${pythonQuoted(name)}: ${inner(one)}`)
      .join(', ')}}`;
  return printedText(value);
}
