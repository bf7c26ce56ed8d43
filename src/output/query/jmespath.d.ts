/** The only function that is used of the library. Its published types lack it. */
declare module 'jmespath' {
  /** @throws Error when the expression is malformed */
  export function compile(expression: string): unknown;
}
