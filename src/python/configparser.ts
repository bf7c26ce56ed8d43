import { strip, stripEnd } from './strings.ts';

/** A line of a value and its number in the file, from 1. */
export interface ValueLine {
  readonly number: number;
  readonly text: string;
}

/** A line is malformed. The message omits its text, because it may contain a secret. */
export class MalformedIni extends Error {
  /**
   * @param line the number of the line, from 1
   * @param reason the problem, as a clause
   */
  constructor(line: number, reason: string) {
    super(`line ${String(line)}: ${reason}`);
  }
}

const sectionHeader = /^\[(?<name>.+)\]/;
const separator = /[=:]/;

/**
 * Parses an INI file as Python's RawConfigParser does, which the AWS CLI uses. `=` or `:` separates key and value. A
 * comment takes a whole line; `;` or `#` after a value belongs to the value. Indented lines continue a value. Keys are
 * converted to lower case. The section DEFAULT provides keys to all others. Sections and keys must be unique.
 *
 * @param read converts the lines of a value
 * @returns the sections, each a map from keys to values
 * @throws MalformedIni for the first malformed line
 */
export function parseIni<T>(
  text: string,
  read: (lines: readonly ValueLine[]) => T,
): ReadonlyMap<string, ReadonlyMap<string, T>> {
  return new Map(
    [...parseSections(text)].map(([name, entries]) => [
      name,
      new Map([...entries].map(([key, lines]) => [key, read(lines)])),
    ]),
  );
}

/** Returns the text of a value, without trailing white space. */
export function valueText(lines: readonly ValueLine[]): string {
  return stripEnd(lines.map((line) => line.text).join('\n'));
}

type Entries = Map<string, ValueLine[]>;

function parseSections(text: string): ReadonlyMap<string, Entries> {
  const sections = new Map<string, { readonly line: number; readonly entries: Entries }>();
  const defaults: Entries = new Map();
  let entries: Entries | undefined;
  let sectionName = '';
  let value: ValueLine[] | undefined;
  let indentation = 0;

  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const number = index + 1;
    const content = strip(line);
    if (content === '') value?.push({ number, text: '' });
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const depth = line.indexOf(content.charAt(0));
    if (value !== undefined && depth > indentation) {
      value.push({ number, text: content });
      continue;
    }
    indentation = depth;
    const name = sectionHeader.exec(content)?.groups?.['name'];
    if (name !== undefined) {
      const earlier = sections.get(name);
      if (earlier !== undefined)
        throw new MalformedIni(number, `duplicate section [${name}], first on line ${String(earlier.line)}`);
      entries = name === 'DEFAULT' ? defaults : new Map<string, ValueLine[]>();
      if (name !== 'DEFAULT') sections.set(name, { line: number, entries });
      sectionName = name;
      value = undefined;
      continue;
    }
    if (entries === undefined) throw new MalformedIni(number, problemBeforeSections(content));
    const end = content.search(separator);
    const key = stripEnd(content.slice(0, Math.max(end, 0))).toLowerCase();
    if (key === '') throw new MalformedIni(number, problemWithoutKey(content));
    const earlier = entries.get(key)?.[0];
    if (earlier !== undefined) {
      const first = `first on line ${String(earlier.number)}`;
      throw new MalformedIni(number, `duplicate key "${key}" in [${sectionName}], ${first}`);
    }
    value = [{ number, text: strip(content.slice(end + 1)) }];
    entries.set(key, value);
  }
  return new Map([...sections].map(([name, section]) => [name, new Map([...defaults, ...section.entries])]));
}

function problemBeforeSections(content: string): string {
  return content.startsWith('[') ? malformedSection : 'a section such as [default] must come first';
}

function problemWithoutKey(content: string): string {
  return content.startsWith('[') ? malformedSection : 'expected [section] or "key = value"';
}

const malformedSection = 'the section has no name or no "]"';
