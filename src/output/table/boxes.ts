import { isList, isMap, isScalar, type Value, type ValueMap } from '../../model/values.ts';
import { compareText } from '../../python/strings.ts';
import { isFalsy } from '../../python/truth.ts';
import { printedCell, printedInPlace, printedText } from '../text-format.ts';
import type { TableColor, TableColumn } from './paint.ts';

/** One box of a table: a title, perhaps headers, and rows of equal length. */
export interface Box {
  readonly title: string;
  /** How many boxes it is nested in. */
  readonly depth: number;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The colors of the cells, where they are not that of all cells. */
  readonly colors?: readonly (readonly (TableColor | undefined)[])[];
}

/**
 * Returns the boxes of a value, in the order in which they are drawn; none for an empty value.
 *
 * Follows the AWS CLI (awscli/formatter.py).
 */
export function boxesOf(value: Value, title: string, depth = 0): Box[] {
  if (isFalsy(value)) return [];
  if (isMap(value)) return mapBoxes(value, title, depth);
  if (!isList(value)) return [{ title, depth, headers: [], rows: [] }];
  if (isMap(value[0])) return listOfMapsBoxes(value, title, depth);
  return listBoxes(value, title, depth);
}

/** Returns the box of a list of maps with these columns. */
export function columnsBox(value: Value, title: string, columns: readonly TableColumn[]): Box {
  const maps = isList(value) ? value.filter(isMap) : [];
  return {
    title,
    depth: 0,
    headers: columns.map(({ name }) => name),
    rows: maps.map((map) => columns.map(({ name }) => printedInPlace(map[name] ?? ''))),
    colors: maps.map((map) => columns.map(({ color }) => color?.(map))),
  };
}

/** Makes the headers of a box with one row its first column, and the row its second. Other boxes stay unchanged. */
export function transposed(box: Box): Box {
  const [row] = box.rows;
  if (box.rows.length !== 1 || box.headers.length === 0 || row === undefined) return box;
  return { ...box, headers: [], rows: box.headers.map((header, index) => [header, row[index] ?? '']) };
}

function mapBoxes(map: ValueMap, title: string, depth: number): Box[] {
  const { scalars, nested } = namesOf([map]);
  const cells = scalars.map((name) => printedCell(map, name));
  const [only] = scalars;
  const own: Box =
    scalars.length === 1 && only !== undefined
      ? { title, depth, headers: [], rows: [[only, ...cells]] }
      : { title, depth, headers: scalars, rows: scalars.length === 0 ? [] : [cells] };
  return [own, ...nested.flatMap((name) => boxesOf(map[name] ?? null, name, depth + 1))];
}

function listOfMapsBoxes(list: readonly Value[], title: string, depth: number): Box[] {
  const maps = list.filter(isMap);
  // The AWS CLI crashes on an element that is not a map. Here, such elements get a separate box at the end.
  const others = list.filter((element) => !isMap(element));
  const rest = others.length === 0 ? [] : listBoxes(others, title, depth);
  const { scalars, nested } = namesOf(maps);
  const row = (map: ValueMap) => scalars.map((name) => printedCell(map, name));
  const box = (rows: readonly (readonly string[])[]): Box => ({ title, depth, headers: scalars, rows });
  if (nested.length === 0) return [box(maps.map(row)), ...rest];
  // An element with nested values gets a separate box, followed by the boxes of those values.
  const boxes = maps.flatMap((map) => [
    box([row(map)]),
    ...nested.flatMap((name) => (Object.hasOwn(map, name) ? boxesOf(map[name] ?? null, name, depth + 1) : [])),
  ]);
  return [...boxes, ...rest];
}

/** The boxes of a list of scalars and lists: a new box starts where the length of the rows changes. */
function listBoxes(list: readonly Value[], title: string, depth: number): Box[] {
  let rows: (readonly string[])[] = [];
  const boxes: Box[] = [{ title, depth, headers: [], rows }];
  const addRow = (cells: readonly string[]) => {
    if (rows[0] !== undefined && rows[0].length !== cells.length) {
      rows = [];
      boxes.push({ title: '', depth, headers: [], rows });
    }
    rows.push(cells);
  };
  const add = (values: readonly Value[]) => {
    for (const element of values) {
      if (isScalar(element)) addRow([printedText(element)]);
      else if (isList(element) && element.every(isScalar)) addRow(element.map(printedText));
      else if (isMap(element)) addRow(Object.keys(element));
      else if (isList(element)) add(element);
    }
  };
  add(list);
  return boxes;
}

function namesOf(maps: readonly ValueMap[]) {
  const scalars = new Set<string>();
  const nested = new Set<string>();
  for (const map of maps)
    for (const [name, value] of Object.entries(map)) (isScalar(value) ? scalars : nested).add(name);
  return { scalars: [...scalars].sort(compareText), nested: [...nested].sort(compareText) };
}
