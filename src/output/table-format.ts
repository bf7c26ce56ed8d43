import { eastAsianWidth } from 'get-east-asian-width';

import { compareText } from '../python/string-order.ts';
import { isList, isMap, isScalar, type Value, type ValueMap } from '../model/values.ts';
import type { TablePaint } from './paint.ts';
import { printedInPlace, printedText } from './printed-text.ts';

/** One box of the table: a title, perhaps names of columns, and rows of equal length. */
interface Section {
  readonly title: string;
  readonly depth: number;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface TableLayout {
  /** What the outermost section is called. */
  readonly title: string;
  /** How many columns the terminal has; a wider table is turned so that names stand at the left. */
  readonly width: number;
  readonly paint: TablePaint;
}

/** What a cell needs beside its text. */
const cellPadding = 4;
const leftPadding = 2;

/**
 * The result as boxes within boxes, byte for byte as the AWS CLI draws them, its habits included: columns are
 * stretched to the widest section, and a cell without room for its padding goes without.
 */
export function formatTable(result: Value, { title, width, paint }: TableLayout): string {
  let sections = sectionsOf(result, title, 0);
  if (sections.length === 0) return '';
  if (totalWidth(sections) > width) sections = sections.map(turned);
  const whole = totalWidth(sections);
  return paint.write(`${'-'.repeat(whole)}\n`) + sections.map((section) => drawSection(section, whole, paint)).join('');
}

// --- what belongs into which section ---

function sectionsOf(value: Value, title: string, depth: number): Section[] {
  if (isEmpty(value)) return [];
  if (isMap(value)) return mapSections(value, title, depth);
  if (!isList(value)) return [{ title, depth, headers: [], rows: [] }];
  if (isMap(value[0])) return listOfMapsSections(value, title, depth);
  return listSections(value, title, depth);
}

/** What the AWS CLI draws nothing for: an empty list, map or text, zero, false and null. */
function isEmpty(value: Value): boolean {
  if (isList(value)) return value.length === 0;
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === '' || value === false || value === null || (typeof value !== 'string' && Number(value) === 0);
}

function mapSections(map: ValueMap, title: string, depth: number): Section[] {
  const { scalars, nested } = namesOf([map]);
  const cells = scalars.map((name) => printedInPlace(map[name] ?? null));
  const [only] = scalars;
  const own: Section =
    scalars.length === 1 && only !== undefined
      ? { title, depth, headers: [], rows: [[only, ...cells]] }
      : { title, depth, headers: scalars, rows: scalars.length === 0 ? [] : [cells] };
  return [own, ...nested.flatMap((name) => sectionsOf(map[name] ?? null, name, depth + 1))];
}

function listOfMapsSections(list: readonly Value[], title: string, depth: number): Section[] {
  const maps = list.filter(isMap);
  // The AWS CLI breaks off at an element that is no map; here such elements follow in a box of their own.
  const others = list.filter((one) => !isMap(one));
  const rest = others.length === 0 ? [] : listSections(others, title, depth);
  const { scalars, nested } = namesOf(maps);
  const row = (map: ValueMap) =>
    scalars.map((name) => (Object.hasOwn(map, name) ? printedInPlace(map[name] ?? null) : ''));
  const section = (rows: readonly (readonly string[])[]): Section => ({ title, depth, headers: scalars, rows });
  if (nested.length === 0) return [section(maps.map(row)), ...rest];
  // Where elements have more inside, each gets a box of its own with the boxes of what it has inside.
  const boxes = maps.flatMap((map) => [
    section([row(map)]),
    ...nested.flatMap((name) => (Object.hasOwn(map, name) ? sectionsOf(map[name] ?? null, name, depth + 1) : [])),
  ]);
  return [...boxes, ...rest];
}

/** A list of scalars and lists: rows, as long as all have the same length; anything else gets sections of its own. */
function listSections(list: readonly Value[], title: string, depth: number): Section[] {
  let rows: (readonly string[])[] = [];
  const sections: Section[] = [{ title, depth, headers: [], rows }];
  const addRow = (cells: readonly string[]) => {
    if (rows[0] !== undefined && rows[0].length !== cells.length) {
      rows = [];
      sections.push({ title: '', depth, headers: [], rows });
    }
    rows.push(cells);
  };
  const add = (values: readonly Value[]) => {
    for (const one of values) {
      if (isScalar(one)) addRow([printedText(one)]);
      else if (isList(one) && one.every(isScalar)) addRow(one.map(printedText));
      else if (isMap(one)) addRow(Object.keys(one));
      else if (isList(one)) add(one);
    }
  };
  add(list);
  return sections;
}

function namesOf(maps: readonly ValueMap[]) {
  const scalars = new Set<string>();
  const nested = new Set<string>();
  for (const map of maps)
    for (const [name, value] of Object.entries(map)) (isScalar(value) ? scalars : nested).add(name);
  return { scalars: [...scalars].sort(compareText), nested: [...nested].sort(compareText) };
}

/** A section of one row, with the names of its columns at the left. */
function turned(section: Section): Section {
  const [row] = section.rows;
  if (section.rows.length !== 1 || section.headers.length === 0 || row === undefined) return section;
  return { ...section, headers: [], rows: section.headers.map((header, index) => [header, row[index] ?? '']) };
}

// --- how wide things are ---

/** How many columns a text takes on a terminal; of characters that may be wide or narrow, the AWS CLI expects the worst. */
function displayWidth(text: string): number {
  return Array.from(text).reduce(
    (width, character) => width + eastAsianWidth(character.codePointAt(0) ?? 0, { ambiguousAsWide: true }),
    0,
  );
}

function contentWidths({ headers, rows }: Section): number[] {
  const lines = headers.length === 0 ? rows : [headers, ...rows];
  const columns = lines[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) =>
    lines.reduce((widest, line) => Math.max(widest, displayWidth(line[column] ?? '')), 0),
  );
}

function totalWidth(sections: readonly Section[]): number {
  const border = 2;
  return sections.reduce((widest, section) => {
    const cells = contentWidths(section).reduce((sum, width) => sum + width + cellPadding, 0);
    return Math.max(widest, 2 * section.depth + border + Math.max(cells, displayWidth(section.title)));
  }, 0);
}

/** The widths of the columns, stretched so that together they are as wide as the section. */
function columnWidths(section: Section, width: number): number[] {
  const natural = contentWidths(section).map((content) => content + cellPadding);
  if (natural.length === 0) return [];
  const factor = width / natural.reduce((sum, one) => sum + one, 0);
  const widths = natural.map((one) => roundHalfEven(factor * one));
  let missing = width - widths.reduce((sum, one) => sum + one, 0);
  while (missing !== 0) {
    const step = Math.sign(missing);
    const columns = step > 0 ? [...widths.keys()].reverse() : [...widths.keys()];
    for (const column of columns) {
      if (missing === 0) break;
      widths[column] = (widths[column] ?? 0) + step;
      missing -= step;
    }
  }
  return widths;
}

/** Python rounds a half to the even neighbour. */
function roundHalfEven(number: number): number {
  const rounded = Math.round(number);
  return number % 1 === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

// --- drawing ---

function drawSection(section: Section, whole: number, paint: TablePaint): string {
  const width = whole - 2 * section.depth;
  const lines: string[] = [];
  const hasContent = section.headers.length > 0 || section.rows.length > 0;
  if (section.title !== '') lines.push(centered(section.title, width, '|'));
  if (section.title !== '' && !hasContent) lines.push(`+${'-'.repeat(Math.max(width - 2, 0))}+`);
  const widths = columnWidths(section, width);
  if (widths.length > 0) {
    const border = widths
      .map((one, index) => `${index === 0 ? '+' : ''}${'-'.repeat(Math.max(one - (index === 0 ? 2 : 1), 0))}+`)
      .join('');
    const row = (cells: readonly string[], cell: (text: string, width: number, edge: string) => string) =>
      widths.map((one, index) => cell(cells[index] ?? '', one, index === 0 ? '|' : '')).join('');
    if (section.headers.length > 0) lines.push(border, row(section.headers, centered));
    if (section.rows.length > 0)
      lines.push(
        border,
        ...section.rows.map((cells) => row(cells, (text, one, edge) => aligned(text, one, edge, paint))),
        border,
      );
  }
  const margin = paint.indentation('|').repeat(section.depth);
  return lines
    .map((line) => paint.write(margin) + paint.write(line) + paint.write(margin) + paint.write('\n'))
    .join('');
}

function centered(text: string, width: number, leftEdge: string): string {
  const own = displayWidth(text);
  const before = Math.floor(width / 2) - Math.floor(own / 2) - 1;
  const after = width - 1 - (leftEdge.length + before + own);
  return `${leftEdge}${' '.repeat(Math.max(before, 0))}${text}${' '.repeat(Math.max(after, 0))}|`;
}

function aligned(text: string, width: number, leftEdge: string, paint: TablePaint): string {
  const own = displayWidth(text);
  const padding = width >= own + leftPadding + leftEdge.length + 1 ? leftPadding : 0;
  const after = width - leftEdge.length - padding - own - 1;
  return `${leftEdge}${' '.repeat(padding)}${paint.cell(text)}${' '.repeat(Math.max(after, 0))}|`;
}
