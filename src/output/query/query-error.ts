/** A mistake in an expression, in the words of the AWS CLI's JMESPath library. */
export class QueryError extends Error {}

/** Returns the error for an expression that ends too early. */
export function incomplete(expression: string): QueryError {
  return new QueryError(
    `Invalid jmespath expression: Incomplete expression:\n"${expression}"\n${mark(Array.from(expression).length + 1)}`,
  );
}

/** Returns the error for an unreadable character, literal or name; `at` counts characters. */
export function unreadable(expression: string, at: number, reason: string): QueryError {
  return new QueryError(`Bad jmespath expression: ${reason}:\n${expression}\n${mark(at)}`);
}

/** Returns the error for a token that is not allowed at its position. */
export function misplaced(
  expression: string,
  token: { readonly at: number; readonly text: string; readonly type: string },
  reason: string,
): QueryError {
  const { at, text, type } = token;
  return new QueryError(
    `${reason}: Parse error at column ${String(at)}, token "${text}" (${type.toUpperCase()}), for expression:\n` +
      `"${expression}"\n${mark(at + 1)}`,
  );
}

function mark(column: number): string {
  return `${' '.repeat(column)}^`;
}
