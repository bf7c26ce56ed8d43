import * as jmespath from 'jmespath';

import { isList, isMap, type Value } from '../../model/values.ts';
import { checkGrammar } from './grammar.ts';
import { QueryError } from './query-error.ts';
import { tokenize, type Token } from './tokens.ts';

/** A node of the npm library's syntax tree. */
export interface Node {
  readonly type: string;
  readonly name?: string;
  /** An index, a literal's place in `literals`, or for a KeyValuePair the node of its value. */
  readonly value?: number | Node;
  /** For a Slice: start, end and step. */
  readonly children: readonly (Node | number | null)[];
}

export interface Syntax {
  readonly tree: Node;
  /** The values of the expression's literals, in their order. */
  readonly literals: readonly Value[];
}

/**
 * Parses an expression with the npm library. It gets the tokens in a form that it parses as the AWS CLI does: each
 * literal as its index in a list, so that `1.0` stays a float, and every string as JSON.
 *
 * @throws QueryError with the message of the AWS CLI's library
 */
export function parseExpression(expression: string): Syntax {
  if (expression === '') throw new QueryError('Invalid JMESPath expression: cannot be empty.');
  const tokens = tokenize(expression);
  checkGrammar(expression, tokens);
  return {
    tree: withPlainSlices(asNode(jmespath.compile(canonical(tokens)))),
    literals: tokens.flatMap((token) => (token.type === 'literal' ? [token.value ?? null] : [])),
  };
}

/** Tokens that can end an operand. */
const operandEnds = [
  'quoted_identifier',
  'unquoted_identifier',
  'literal',
  'current',
  'rbracket',
  'rbrace',
  'rparen',
  'flatten',
  'star',
];

function canonical(tokens: readonly Token[]): string {
  let literals = 0;
  const words = tokens.map(({ type, text, value }, index) => {
    // Commas between arguments are optional, but without one after a projection, the library misses the next argument.
    const comma = operandEnds.includes(tokens[index - 1]?.type ?? '') ? ', ' : '';
    switch (type) {
      case 'literal':
        return `${comma}\`${String(literals++)}\``;
      case 'current':
        // The library takes a bare @ at the start of an argument for the whole argument.
        return `${comma}(@)`;
      case 'quoted_identifier':
        return JSON.stringify(value);
      default:
        return text;
    }
  });
  return words.join(' ');
}

/** Gives the library's tree a type, which its own declarations lack. */
function asNode(value: unknown): Node {
  if (!isMap(value) || typeof value['type'] !== 'string') throw new TypeError('The library returned no syntax tree.');
  const { type, name, value: content, children } = value;
  const nodeValue = typeof content === 'number' || content === undefined ? content : asNode(content);
  return {
    type,
    children: isList(children)
      ? children.map((child) => (typeof child === 'number' || child === null ? child : asNode(child)))
      : [],
    ...(typeof name === 'string' ? { name } : {}),
    ...(nodeValue === undefined ? {} : { value: nodeValue }),
  };
}

/**
 * Turns the projection by a slice after an index, as in `a[0][1:].b`, into a plain slice. In the AWS CLI's library, the
 * rest of such an expression applies to the list, not to its elements.
 */
function withPlainSlices(node: Node, followsIndex = false): Node {
  const [left, right] = node.children;
  if (node.type === 'Projection' && isNode(left) && isNode(right) && isSliceOfIndex(left, followsIndex))
    return { type: 'Subexpression', children: [withPlainSlices(left), withPlainSlices(right, true)] };
  return {
    ...node,
    children: node.children.map((child) => (isNode(child) ? withPlainSlices(child) : child)),
    ...(isNode(node.value) ? { value: withPlainSlices(node.value) } : {}),
  };
}

/** Returns whether the node is a slice of an index expression. */
function isSliceOfIndex({ type, children: [of, slice] }: Node, followsIndex: boolean): boolean {
  if (type !== 'IndexExpression' || !isNode(of) || !isNode(slice) || slice.type !== 'Slice') return false;
  return of.type === 'IndexExpression' || (of.type === 'Identity' && followsIndex);
}

export function isNode(child: Node | number | null | undefined): child is Node {
  return typeof child === 'object' && child !== null;
}
