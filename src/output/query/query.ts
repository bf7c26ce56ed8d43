import { GeneralError, ParameterError } from '../../model/errors.ts';
import type { Value } from '../../model/values.ts';
import { evaluate } from './evaluate.ts';
import { functions } from './functions.ts';
import { QueryError } from './query-error.ts';
import { parseExpression, type Node } from './syntax.ts';

/** A `--query` that is fit to be asked. */
export type Query = (result: Value) => Value;

/**
 * Whether the value of `--query` can be read, which the AWS CLI looks at before it looks at the command.
 *
 * @throws ParameterError
 */
export function requireExpression(expression: string): void {
  telling(expression, () => parseExpression(expression));
}

/**
 * Reads the value of `--query`. Unknown functions and a wrong number of arguments are told here, before anything is
 * sent; the AWS CLI notices them only when the result is there.
 *
 * @throws ParameterError
 */
export function compileQuery(expression: string): Query {
  const syntax = telling(expression, () => {
    const parsed = parseExpression(expression);
    checkCalls(parsed.tree);
    return parsed;
  });
  return (result) => {
    try {
      return evaluate(syntax, result);
    } catch (error) {
      throw error instanceof QueryError ? new GeneralError(error.message) : error;
    }
  };
}

function telling<T>(expression: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new ParameterError(`Bad value for --query ${expression}: ${error.message}`);
  }
}

function checkCalls(node: Node): void {
  if (node.type === 'Function') checkCall(node.name ?? '', node.children.length);
  for (const child of [...node.children, node.value])
    if (typeof child === 'object' && child !== null) checkCalls(child);
}

function checkCall(name: string, received: number): void {
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (called === undefined) throw new QueryError(`Unknown function: ${name}()`);
  const expected = called.takes.length;
  if (received === expected || (called.variadic === true && received > expected)) return;
  const least = called.variadic === true ? 'at least ' : '';
  throw new QueryError(
    `Expected ${least}${String(expected)} argument${expected === 1 ? '' : 's'} for function ${name}(), received ${String(received)}`,
  );
}
