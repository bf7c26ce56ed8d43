import { isList, isMap, isScalar, Numeral, type Scalar, type Value, type ValueMap } from '../model/values.ts';
import { compareText } from '../python/strings.ts';
import { yamlScalar } from './scalar-writer.ts';
import type { YamlVersion } from './scalars.ts';

const step = 2;
/** The maximum length of a simple key, in bytes. libyaml writes a question mark before longer keys. */
const maxSimpleKeyLength = 128;

/**
 * Writes YAML in block style as libyaml does: maps are sorted by key, lists in maps are not indented, and repeated
 * values become aliases.
 */
export class YamlWriter {
  readonly #root: Value;
  readonly #versions: readonly YamlVersion[] | undefined;
  readonly #anchors: ReadonlyMap<Value, string>;
  readonly #written = new Set<Value>();
  #out = '';
  /** The number of characters in the current line. */
  #column = 0;

  /** @param versions the versions of YAML in which the texts are to read back as texts */
  constructor(root: Value, versions?: readonly YamlVersion[]) {
    this.#root = root;
    this.#versions = versions;
    this.#anchors = anchorsFor(root);
  }

  document(): string {
    if (isList(this.#root) && this.#root.length === 0) return '[]\n';
    this.#collection(this.#root, 0, 'line start');
    return this.#out;
  }

  /**
   * @param indentation the indentation of the lines of a collection, in columns
   * @param position the text before the value: the colon of a simple key, a dash, or the colon of a key with a question
   *   mark; after the last two, a collection starts in the same line
   */
  #node(value: Value, indentation: number, position: 'colon' | 'dash' | 'complex key colon'): void {
    const empty = isList(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0;
    if (isScalar(value)) {
      this.#put(' ');
      this.#scalar(value, indentation);
      this.#put('\n');
      return;
    }
    const anchor = this.#anchors.get(value);
    if (anchor !== undefined) {
      if (this.#written.has(value)) return this.#put(` *${anchor}\n`);
      this.#written.add(value);
      this.#put(` &${anchor}`);
    }
    if (empty) return this.#put(isList(value) ? ' []\n' : ' {}\n');
    if (position !== 'colon' && anchor === undefined) {
      this.#put(' ');
      return this.#collection(value, indentation, 'in a line');
    }
    this.#put('\n');
    // A list in a map has the indentation of its key.
    this.#collection(value, position !== 'dash' && isList(value) ? indentation - step : indentation, 'line start');
  }

  #collection(value: Value, indentation: number, start: 'line start' | 'in a line'): void {
    if (isList(value)) {
      value.forEach((element, index) => {
        this.#margin(indentation, index === 0 && start === 'in a line');
        this.#put('-');
        this.#node(element, indentation + step, 'dash');
      });
    } else if (isMap(value)) {
      Object.keys(value)
        .sort(compareText)
        .forEach((key, index) => {
          this.#margin(indentation, index === 0 && start === 'in a line');
          this.#entry(key, value, indentation);
        });
    }
  }

  #entry(key: string, map: ValueMap, indentation: number): void {
    const isSimple = !/[\n\r\u0085\u2028\u2029]/.test(key) && Buffer.byteLength(key) <= maxSimpleKeyLength;
    if (isSimple) {
      this.#put(yamlScalar(key, { indentation: indentation + step, column: this.#column, isKey: true }));
    } else {
      this.#put('? ');
      this.#put(yamlScalar(key, { indentation: indentation + step, column: this.#column, isKey: false }));
      this.#put('\n');
      this.#margin(indentation, false);
    }
    this.#put(':');
    this.#node(map[key] ?? null, indentation + step, isSimple ? 'colon' : 'complex key colon');
  }

  #scalar(value: Scalar, indentation: number): void {
    if (typeof value === 'string')
      this.#put(yamlScalar(value, { indentation, column: this.#column, isKey: false }, this.#versions));
    else if (value instanceof Numeral)
      this.#put({ NaN: '.nan', Infinity: '.inf', '-Infinity': '-.inf' }[value.text] ?? value.text);
    else this.#put(String(value));
  }

  #margin(indentation: number, isInLine: boolean): void {
    if (!isInLine) this.#put(' '.repeat(indentation));
  }

  #put(text: string): void {
    this.#out += text;
    const lineStart = text.lastIndexOf('\n') + 1;
    if (lineStart > 0) this.#column = 0;
    this.#column += Array.from(text.slice(lineStart)).length;
  }
}

/**
 * Returns anchors for the maps and lists that occur more than once as the same object, such as the elements of
 * `[@, @]`. They are numbered in the order of their second occurrence.
 */
function anchorsFor(root: Value): ReadonlyMap<Value, string> {
  const seen = new Set<Value>();
  const anchors = new Map<Value, string>();
  const visit = (value: Value): void => {
    if (isScalar(value)) return;
    if (seen.has(value)) {
      if (!anchors.has(value)) anchors.set(value, `id${String(anchors.size + 1).padStart(3, '0')}`);
      return;
    }
    seen.add(value);
    if (isList(value)) value.forEach(visit);
    else if (isMap(value)) for (const key of Object.keys(value).sort(compareText)) visit(value[key] ?? null);
  };
  visit(root);
  return anchors;
}
