import { GeneralError, ParameterError } from '../../model/errors.ts';
import type { Value } from '../../model/values.ts';
import { evaluate } from './evaluate.ts';
import { functionNamed } from './functions.ts';
import { QueryError } from './query-error.ts';
import { isNode, parseExpression, type Node } from './syntax.ts';

/** A compiled `--query`. */
export type Query = (result: Value) => Value;

/**
 * Checks the syntax of `--query`. The AWS CLI does so before it looks at the command.
 *
 * @throws ParameterError
 */
export function requireExpression(expression: string): void {
  withParameterErrors(expression, () => parseExpression(expression));
}

/**
 * Compiles the value of `--query`. Unknown functions and a wrong number of arguments are refused here, before anything
 * is sent; the AWS CLI notices them only in the result.
 *
 * @throws ParameterError
 */
export function compileQuery(expression: string): Query {
  const syntax = withParameterErrors(expression, () => {
    const parsed = parseExpression(expression);
    checkCalls(parsed.tree);
    return parsed;
  });
  return (result) => {
    try {
      return evaluate(syntax, result);
    } catch (error) {
      throw new GeneralError(messageOf(error));
    }
  };
}

function withParameterErrors<T>(expression: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ParameterError(`Bad value for --query ${expression}: ${messageOf(error)}`);
  }
}

/** Returns the message of an error in an expression. Rethrows any other error. */
function messageOf(error: unknown): string {
  if (error instanceof QueryError) return error.message;
  // Parsing and evaluation are recursive. The stack is large enough for a few thousand levels.
  if (error instanceof RangeError) return 'The expression is nested too deeply.';
  throw error;
}

function checkCalls(node: Node): void {
  if (node.type === 'Function') checkCall(node.name ?? '', node.children.length);
  for (const child of [...node.children, node.value]) if (isNode(child)) checkCalls(child);
}

function checkCall(name: string, received: number): void {
  const { takes, variadic = false } = functionNamed(name);
  const expected = takes.length;
  if (received === expected || (variadic && received > expected)) return;
  const least = variadic ? 'at least ' : '';
  throw new QueryError(
    `Expected ${least}${String(expected)} argument${expected === 1 ? '' : 's'} for function ${name}(), received ` +
      String(received),
  );
}
