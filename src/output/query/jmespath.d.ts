/** The part of the library that is used; the published types leave it out. */
declare module 'jmespath' {
  /** @throws Error when the expression is malformed */
  export function compile(expression: string): unknown;
}
