/** A value as JSON has it: what parameters, answers and results are made of. */
export type Value = string | number | boolean | null | Numeral | readonly Value[] | ValueMap;

/** A value without parts. */
export type Scalar = string | number | boolean | null | Numeral;

export interface ValueMap {
  readonly [name: string]: Value;
}

/** One answer of a listing; the last one that is printed may say where to go on. */
export interface Page {
  readonly result: ValueMap;
  readonly resumeToken?: string;
}

/** A value that a parameter may have before it is checked: the content of `fileb://` is bytes. */
export type InputValue =
  Value | DateText | Uint8Array | readonly InputValue[] | { readonly [name: string]: InputValue };

/** The parameters of a call, by the names of the input's members. */
export type Parameters = Readonly<Record<string, InputValue>>;

/**
 * A number that JavaScript cannot hold, or would print in another way than Python, which the AWS CLI is written in:
 * `1.0`, `1e+16`, `12345678901234567890`, `Infinity`.
 */
export class Numeral {
  /** @param text as Python prints the number */
  constructor(readonly text: string) {}

  /** The nearest number of JavaScript, for calculations. */
  valueOf(): number {
    return Number(this.text);
  }
}

/** A date in YAML, which is a kind of its own there and no text. */
export class DateText {
  constructor(readonly text: string) {}
}

export function isMap(value: unknown): value is ValueMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !notMaps.some((kind) => value instanceof kind)
  );
}

const notMaps = [Uint8Array, Numeral, DateText];

/** Whether a member has a value; JSON's null counts as none. */
export function isPresent<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

export function isScalar(value: Value): value is Scalar {
  return !isList(value) && !isMap(value);
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/**
 * A map whose names keep the order they are given in, as Python's do. A plain object would put those first that could be
 * an index: a map with one of them tells its order by itself. Of entries with the same name the last counts, at the
 * place of the first; and `__proto__` is a name like any other.
 */
export function mapOf<V>(entries: readonly (readonly [string, V])[]): Readonly<Record<string, V>> {
  const map = Object.fromEntries(entries);
  if (!entries.some(([name]) => /^\d+$/.test(name))) return map;
  const names = [...new Set(entries.map(([name]) => name))];
  return new Proxy(map, { ownKeys: () => names });
}

/** The number that a literal without fraction and exponent stands for; any size. */
export function integerNumber(literal: string): number | Numeral {
  const number = Number(literal);
  return Number.isSafeInteger(number) ? number + 0 : new Numeral(String(BigInt(literal)));
}

/** A number that is a float in Python, which `1` would not be. */
export function floatNumber(number: number): number | Numeral {
  const text = floatText(number);
  return Number.isFinite(number) && text === String(number) ? number : new Numeral(text);
}

/** Python's `repr` of a float: always a point or an exponent, the exponent from 1e16 on and below 1e-4. */
function floatText(number: number): string {
  if (!Number.isFinite(number)) return String(number);
  if (Object.is(number, -0)) return '-0.0';
  const [mantissa = '', exponent = ''] = number.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const plain = power >= 0 ? String(number) : number.toFixed(mantissa.replace(/\D/g, '').length - 1 - power);
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** A value's type in the words that messages use. */
export function typeInWords(value: InputValue): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return 'binary';
  if (value instanceof DateText) return 'timestamp';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number' || value instanceof Numeral) return isInteger(value) ? 'integer' : 'float';
  return typeof value === 'object' ? 'map' : typeof value;
}

export function isInputMap(value: InputValue): value is Parameters {
  return typeInWords(value) === 'map';
}

export function isInteger(value: InputValue): value is number | Numeral {
  return value instanceof Numeral ? /^-?\d+$/.test(value.text) : Number.isInteger(value);
}
