/** A JSON value, as in parameters, responses and results. */
export type Value = string | number | boolean | null | Numeral | readonly Value[] | ValueMap;

/** A value that is neither a list nor a map. */
export type Scalar = string | number | boolean | null | Numeral;

export interface ValueMap {
  readonly [name: string]: Value;
}

/** One page of a listing. The last printed page has a token if the listing can be resumed. */
export interface Page {
  readonly result: ValueMap;
  readonly resumeToken?: string;
}

/** The value of a parameter before the checks. The content of `fileb://` is bytes. */
export type InputValue =
  Value | DateText | Uint8Array | readonly InputValue[] | { readonly [name: string]: InputValue };

/** The parameters of a call, by the names of the input's members. */
export type Parameters = Readonly<Record<string, InputValue>>;

/**
 * A number that JavaScript cannot represent or prints differently than Python, such as `1.0`, `1e+16`,
 * `12345678901234567890` or `Infinity`. The AWS CLI prints numbers as Python does.
 */
export class Numeral {
  /** @param text as Python prints the number */
  constructor(readonly text: string) {}

  /** Returns the nearest JavaScript number, for calculations. */
  valueOf(): number {
    return Number(this.text);
  }
}

/** A date in YAML, which has a date type apart from strings. */
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

/** Returns whether a member has a value other than JSON's null. */
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
 * Creates a map that keeps the order of its entries, as Python does. A JavaScript object lists names such as `10`
 * before all others, so a map with such a name is a proxy that lists the names in their original order. Of two entries
 * with one name, the value of the last counts, at the position of the first. `__proto__` is an ordinary name.
 */
export function mapOf<V>(entries: readonly (readonly [string, V])[]): Readonly<Record<string, V>> {
  const map = Object.fromEntries(entries);
  if (!entries.some(([name]) => /^\d+$/.test(name))) return map;
  const names = [...new Set(entries.map(([name]) => name))];
  return new Proxy(map, { ownKeys: () => names });
}

/** Converts an integer literal of any size to a number. */
export function integerNumber(literal: string): number | Numeral {
  const number = Number(literal);
  return Number.isSafeInteger(number) ? number + 0 : new Numeral(String(BigInt(literal)));
}

/** Converts a number to a float, which Python prints with a fraction or an exponent: 1 becomes `1.0`. */
export function floatNumber(number: number): number | Numeral {
  const text = floatText(number);
  return Number.isFinite(number) && text === String(number) ? number : new Numeral(text);
}

/**
 * Formats a float as Python's `repr`: always with a point or an exponent, with an exponent from 1e16 and below 1e-4.
 */
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

/** Returns the type of a value as error messages name it. */
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

/** Returns whether a value is an integer, not a float such as 1.0 or 1e+22. Larger integers are `Numeral`s. */
export function isInteger(value: InputValue): value is number | Numeral {
  return value instanceof Numeral ? /^-?\d+$/.test(value.text) : Number.isSafeInteger(value);
}
