/** The only function used from the library. Its published types lack it. */
declare module 'jmespath' {
  /** @throws Error when the expression is malformed */
  export function compile(expression: string): unknown;
}
