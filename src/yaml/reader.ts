import {
  defineScalarTag,
  loadAll,
  mergeTag,
  NOT_RESOLVED,
  realMapTag,
  Schema,
  seqTag,
  strTag,
  YAMLException,
} from 'js-yaml';

import { DateText, type InputValue, mapOf, Numeral } from '../model/values.ts';
import {
  booleanOf,
  floatOf,
  integerOf,
  scalarKind,
  type ScalarKind,
  yamlVersion,
  type YamlVersion,
} from './scalars.ts';

/** Returns the tags of a version of YAML, with the scalars that ruamel.yaml recognizes. */
function schemaOf(version: YamlVersion): Schema {
  const scalarTag = (tagName: string, kind: ScalarKind, read: (text: string) => unknown) =>
    defineScalarTag<unknown>(`tag:yaml.org,2002:${tagName}`, {
      implicit: true,
      resolve: (text, isExplicit) => (isExplicit || scalarKind(text, version) === kind ? read(text) : NOT_RESOLVED),
      identify: () => false,
    });
  return new Schema([
    realMapTag,
    seqTag,
    strTag,
    mergeTag,
    scalarTag('null', 'null', () => null),
    scalarTag('bool', 'boolean', booleanOf),
    scalarTag('int', 'integer', (text) => integerOf(text, version)),
    scalarTag('float', 'float', (text) => floatOf(text, version)),
    scalarTag('timestamp', 'timestamp', (text) => new DateText(text)),
  ]);
}

/**
 * Parses one YAML document as the AWS CLI does: by the rules of the YAML version that it names, by default 1.2, and
 * without duplicate keys. An empty text is null.
 *
 * @throws Error when the text is malformed, holds several documents or has too many values
 * @throws GeneralError when the text names any other version of YAML
 */
export function parseYaml(text: string): InputValue {
  const documents = parseYamlDocuments(text);
  if (documents.length > 1) throw new Error('There is more than one document.');
  return documents[0] ?? null;
}

/** Parses all documents in the same way. */
export function parseYamlDocuments(text: string): readonly InputValue[] {
  const documents = loadIndented(text, schemaOf(yamlVersion(text)));
  if (!(sizeOf(documents, new Map()) <= maxValues)) throw new Error('The aliases of the YAML have too many values.');
  return documents.map(asInput);
}

/** The most lines that are indented for a text. Each takes another pass. */
const maxIndented = 100;

/**
 * Loads all documents. A quoted text or a flow collection may go on in column 0: the AWS CLI's library ignores the
 * indentation there, and js-yaml does not, so such lines are indented.
 */
function loadIndented(text: string, schema: Schema, indented = 0): unknown[] {
  try {
    return loadAll(text, { schema });
  } catch (error) {
    const isIndentation = error instanceof YAMLException && error.reason === 'deficient indentation';
    if (!isIndentation || error.mark === undefined || indented === maxIndented) throw error;
    const start = text.lastIndexOf('\n', error.mark.position - 1) + 1;
    // These lines end a document, even inside a quoted text.
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(start, start + 4))) throw error;
    try {
      return loadIndented(`${text.slice(0, start)}${deepIndent}${text.slice(start)}`, schema, indented + 1);
    } catch {
      // The place in the text as it is.
      throw error;
    }
  }
}

/** More than the indentation of any input. */
const deepIndent = ' '.repeat(100);

/** A limit far above any input. A few lines with aliases of aliases can have more values than fit in memory. */
const maxValues = 1_000_000;

/** Counts the values with each alias replaced by its value. An alias inside its own value makes them infinite. */
function sizeOf(value: unknown, known: Map<unknown, number>): number {
  const parts: readonly unknown[] = Array.isArray(value) ? value : value instanceof Map ? [...value.values()] : [];
  if (parts.length === 0) return 1;
  const size = known.get(value);
  if (size !== undefined) return size;
  known.set(value, Infinity);
  const whole = parts.reduce<number>((sum, part) => sum + sizeOf(part, known), 1);
  known.set(value, whole);
  return whole;
}

function asInput(value: unknown): InputValue {
  if (value instanceof DateText || value instanceof Numeral) return value;
  if (Array.isArray(value)) return value.map(asInput);
  if (value instanceof Map) return mapOf([...value].map(([name, one]) => [keyText(name), asInput(one)]));
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new Error(`A value of the type ${typeof value} cannot be input.`);
}

function keyText(key: unknown): string {
  if (typeof key === 'object' && key !== null) throw new Error('A list or a map cannot be a key.');
  return String(key);
}

/** A place in a text, from 0. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a text that is not YAML, and where. */
interface Problem {
  readonly reason: string;
  readonly place: Place | undefined;
}

const maximumWidth = 72;

/**
 * Returns what is wrong with a text that is not YAML, with the line and a caret under the place.
 *
 * @param error the error of the reader
 * @param source the name of the text, such as its file
 */
export function yamlProblem(text: string, error: unknown, source: string): string {
  const { reason, place } = problemOf(text, error);
  return place === undefined ? `${source}: ${reason}` : placed(text, source, place, reason);
}

/**
 * Returns where a space is missing after a colon. YAML reads `name:value` as a text, which is often no error of YAML, or
 * one in a later line.
 *
 * @param source the name of the text, such as its file
 */
export function missingSpaceProblem(text: string, source: string): string | undefined {
  const place = missingSpace(text);
  return place === undefined ? undefined : placed(text, source, place, spaceReason);
}

const spaceReason = 'a space is missing after the colon';

function problemOf(text: string, error: unknown): Problem {
  if (!(error instanceof YAMLException) || error.mark === undefined)
    return { reason: error instanceof Error ? error.message : String(error), place: undefined };
  const { line, column } = error.mark;
  const space = missingSpace(text);
  if (space !== undefined && space.line <= line) return { reason: spaceReason, place: space };
  const tab = tabInIndentation(text, line);
  if (tab !== undefined) return { reason: 'a tab in the indentation; YAML takes only spaces', place: tab };
  return { reason: error.reason, place: { line, column } };
}

/** Words with a colon in the middle are not names: a URL, a host and its port, an ARN, a time. */
function missingSpace(text: string): Place | undefined {
  return find(text, /^( *(?:- +)*[A-Za-z_][\w-]*:)(?=[^\s:/\d])(?!.*: )/);
}

function tabInIndentation(text: string, lastLine: number): Place | undefined {
  const place = find(text, /^([ -]*)\t/);
  return place !== undefined && place.line <= lastLine ? place : undefined;
}

/** Returns the place after the first group of a pattern, in the first line that has it. */
function find(text: string, pattern: RegExp): Place | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => pattern.test(one));
  return line < 0 ? undefined : { line, column: pattern.exec(lines[line] ?? '')?.[1]?.length ?? 0 };
}

function placed(text: string, source: string, { line, column }: Place, reason: string): string {
  const start = Math.max(0, column - maximumWidth + 10);
  const excerpt = withoutPasswords(text.split('\n')[line] ?? '')
    // Tabs and control characters would move the caret.
    .replace(/\p{Cc}/gu, ' ')
    .slice(start, start + maximumWidth);
  const at = `${source}, line ${String(line + 1)}, column ${String(column + 1)}`;
  return `${at}: ${reason}\n  ${excerpt}\n  ${' '.repeat(column - start)}^`;
}

/** Hides the passwords of URLs, because messages may end up in logs. */
function withoutPasswords(line: string): string {
  return line.replace(
    /(\/\/[^\s/:@]*:)([^\s@]*)(?=@)/g,
    (_, start: string, password: string) => start + '*'.repeat(password.length),
  );
}
