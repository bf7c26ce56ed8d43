/** A value as JSON has it: what parameters, answers and results are made of. */
export type Value = string | number | boolean | null | readonly Value[] | ValueMap;

export interface ValueMap {
  readonly [name: string]: Value;
}

/** A value that a parameter may have before it is checked: the content of `fileb://` is bytes. */
export type InputValue = Value | Uint8Array | readonly InputValue[] | { readonly [name: string]: InputValue };

export function isMap(value: unknown): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** @throws SyntaxError when the text is not JSON */
export function parseJson(text: string): Value {
  const value: Value = JSON.parse(text);
  return value;
}

/** A value on one line, for messages: JSON with a space after each comma and colon. */
export function inlineJson(value: InputValue): string {
  if (value instanceof Uint8Array) return `<${String(value.length)} bytes>`;
  if (Array.isArray(value)) return `[${value.map(inlineJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${inlineJson(one)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}
