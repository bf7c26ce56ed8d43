import {
  DateText,
  floatNumber,
  integerNumber,
  isMap,
  mapOf,
  Numeral,
  type InputValue,
  type Value,
  type ValueMap,
} from '../model/values.ts';

/** The maximum nesting depth, far beyond that of responses and input. It prevents a stack overflow. */
const maxDepth = 1000;

/**
 * Parses JSON as Python's json module does for the AWS CLI: `1.0` stays a float, integers have any size, `NaN` and
 * `Infinity` are numbers, and the last of repeated keys counts.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJson(text: string): Value {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** Parses a JSON object; returns undefined for any other text. */
export function mapInJson(text: string): ValueMap | undefined {
  try {
    const value = parseJson(text);
    return isMap(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Value {
    if (depth > maxDepth) throw new SyntaxError('The JSON is nested too deeply.');
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#map(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail();
  }

  #map(depth: number): Value {
    const entries: [string, Value][] = [];
    this.#at++;
    if (this.#take('}')) return {};
    do {
      this.#skipSpace();
      if (this.#text[this.#at] !== '"') this.#fail();
      const name = this.#string();
      if (!this.#take(':')) this.#fail();
      entries.push([name, this.value(depth + 1)]);
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail();
    return mapOf(entries);
  }

  #list(depth: number): Value {
    const elements: Value[] = [];
    this.#at++;
    if (this.#take(']')) return elements;
    do elements.push(this.value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) this.#fail();
    return elements;
  }

  #string(): string {
    const start = this.#at;
    let end = start;
    do end = this.#text.indexOf('"', end + 1);
    while (end > 0 && this.#isEscaped(end, start));
    if (end < 0) return this.#fail();
    this.#at = end + 1;
    // A regular expression for the whole string would overflow the stack on a very long one.
    const text = this.#text.slice(start, this.#at);
    if (text.includes('\\') || /[\0-\u001f]/.test(text)) return this.#escapedString(text);
    return text.slice(1, -1);
  }

  #escapedString(text: string): string {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : this.#fail();
  }

  /** Returns whether an odd number of backslashes precedes a quote. */
  #isEscaped(quote: number, start: number): boolean {
    let at = quote;
    while (at - 1 > start && this.#text[at - 1] === '\\') at--;
    return (quote - at) % 2 === 1;
  }

  #scalar(): Value {
    const word = this.#match(/true|false|null|NaN|-?Infinity/y);
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (word !== undefined) return new Numeral(word);
    const number = this.#match(/-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y);
    if (number === undefined) return this.#fail();
    return /[.eE]/.test(number) ? floatNumber(Number(number)) : integerNumber(number);
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    this.#at += match?.length ?? 0;
    return match;
  }

  #skipSpace(): void {
    this.#match(/[ \t\n\r]*/y);
  }

  #fail(): never {
    throw new SyntaxError(`The JSON is malformed at character ${String(this.#at)}.`);
  }
}

/** The white space and separators of JSON. */
interface Layout {
  readonly indentation: string;
  readonly colon: string;
  readonly comma: string;
}

const layouts = {
  /** For requests. */
  compact: { indentation: '', colon: ':', comma: ',' },
  /** For messages. */
  inline: { indentation: '', colon: ': ', comma: ', ' },
  /** For printed results. */
  indented: { indentation: '    ', colon: ': ', comma: ',' },
} as const satisfies Record<string, Layout>;

/** Formats a value as JSON. Non-ASCII characters are not escaped. */
export function writeJson(value: InputValue, layout: keyof typeof layouts): string {
  return write(value, layouts[layout], '');
}

function write(value: InputValue, layout: Layout, margin: string): string {
  if (value instanceof Numeral || value instanceof DateText) return value.text;
  if (value instanceof Uint8Array) return `<${String(value.length)} bytes>`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = margin + layout.indentation;
  const [open, parts, close] = Array.isArray(value)
    ? ['[', value.map((one: InputValue) => write(one, layout, inner)), ']']
    : [
        '{',
        Object.entries(value).map(
          ([name, one]: [string, InputValue]) => `${JSON.stringify(name)}${layout.colon}${write(one, layout, inner)}`,
        ),
        '}',
      ];
  if (parts.length === 0) return open + close;
  if (layout.indentation === '') return `${open}${parts.join(layout.comma)}${close}`;
  return `${open}\n${inner}${parts.join(`${layout.comma}\n${inner}`)}\n${margin}${close}`;
}

/** Formats a value as JSON in ASCII, as Python's `json.dumps` does by default. */
export function writeAsciiJson(value: Value, layout: keyof typeof layouts = 'compact'): string {
  return writeJson(value, layout).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
