/** The sections of a settings file, each a map from lower-cased keys to values. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A line that is neither a section, a key with a value, nor the continuation of a value. */
export class MalformedIni extends Error {}

const sectionHeader = /^\[(?<name>.+)\]/;
const separator = /[=:]/;

/**
 * Reads settings as Python's RawConfigParser does, which the AWS CLI uses: `=` or `:` between key and value,
 * comments only on lines of their own (a `;` or `#` after a value belongs to the value), indented lines continue
 * a value, keys in lower case, the section DEFAULT giving keys to all others, nothing stated twice.
 *
 * @throws MalformedIni
 */
export function parseIni(text: string): Sections {
  const sections = new Map<string, Map<string, string[]>>();
  const defaults = new Map<string, string[]>();
  let section: Map<string, string[]> | undefined;
  let value: string[] | undefined;
  let indentation = 0;

  for (const line of text.split(/\r\n|\r|\n/)) {
    const content = line.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) {
      if (content === '') value?.push('');
      continue;
    }
    const depth = line.search(/\S/);
    if (value !== undefined && depth > indentation) {
      value.push(content);
      continue;
    }
    indentation = depth;
    const name = sectionHeader.exec(content)?.groups?.['name'];
    if (name !== undefined) {
      section = name === 'DEFAULT' ? defaults : new Map<string, string[]>();
      if (sections.has(name)) throw new MalformedIni(`section ${name} is there twice`);
      if (name !== 'DEFAULT') sections.set(name, section);
      value = undefined;
      continue;
    }
    const end = content.search(separator);
    const key = content.slice(0, Math.max(end, 0)).trimEnd().toLowerCase();
    if (section === undefined || key === '' || section.has(key)) throw new MalformedIni(line);
    value = [content.slice(end + 1).trimStart()];
    section.set(key, value);
  }

  return new Map(
    [...sections].map(([name, entries]) => [
      name,
      new Map([...defaults, ...entries].map(([key, lines]) => [key, lines.join('\n').trimEnd()])),
    ]),
  );
}
