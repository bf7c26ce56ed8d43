import * as jmespath from 'jmespath';

import { isList, isMap, type Value } from '../../model/values.ts';
import { incomplete, misplaced, QueryError } from './query-error.ts';
import { tokenize, type Token } from './tokens.ts';

/** A node of the syntax tree that the npm library makes. */
export interface Node {
  readonly type: string;
  readonly name?: string;
  /** An index, a literal's place in `literals`, or for a KeyValuePair the node of its value. */
  readonly value?: number | Node;
  /** For a Slice: where it starts, ends, and by what it steps. */
  readonly children: readonly (Node | number | null)[];
}

export interface Syntax {
  readonly tree: Node;
  /** What the literals of the expression stand for. */
  readonly literals: readonly Value[];
}

/**
 * Reads an expression with the npm library. The library is given the tokens in a form of which it makes no
 * mistakes: a literal goes in as its number in a table, so that `1.0` stays a float, and every string goes in as JSON.
 *
 * @throws QueryError with what the AWS CLI's library would say
 */
export function parseExpression(expression: string): Syntax {
  if (expression === '') throw new QueryError('Invalid JMESPath expression: cannot be empty.');
  const tokens = tokenize(expression);
  const literals = tokens.flatMap((token) => (token.type === 'literal' ? [token.value ?? null] : []));
  const tree = compile(tokens);
  if (tree !== undefined && mistakes(tokens).length === 0) return { tree, literals };
  throw explain(expression, tokens);
}

function compile(tokens: readonly Token[]): Node | undefined {
  try {
    return asNode(jmespath.compile(canonical(tokens)));
  } catch {
    return undefined;
  }
}

function canonical(tokens: readonly Token[]): string {
  let literals = 0;
  const words = tokens.map((token, index) => {
    // At the start of an argument or of a group, the library takes a bare @ for all of it.
    if (token.type === 'current' && ['lparen', 'comma'].includes(tokens[index - 1]?.type ?? '')) return '(@)';
    if (token.type === 'literal') return `\`${String(literals++)}\``;
    return token.type === 'quoted_identifier' ? JSON.stringify(token.value) : token.text;
  });
  return words.join(' ');
}

/** The library's types say nothing of its trees. */
function asNode(value: unknown): Node | undefined {
  if (!isMap(value)) return undefined;
  const { type, name, value: content, children } = value;
  if (typeof type !== 'string') return undefined;
  const inner = isList(children)
    ? children.map((child) => (typeof child === 'number' || child === null ? child : asNode(child)))
    : [];
  if (inner.some((child) => child === undefined)) return undefined;
  const nodeValue = typeof content === 'number' ? content : asNode(content);
  return {
    type,
    children: inner.filter((child) => child !== undefined),
    ...(typeof name === 'string' ? { name } : {}),
    ...(nodeValue === undefined ? {} : { value: nodeValue }),
  };
}

interface Mistake {
  readonly index: number;
  readonly reason: string;
  /** The AWS CLI's library points at the start of the expression, wherever the token stands. */
  readonly atStart?: boolean;
}

const afterDot = ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'];
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
const operandStarts = ['quoted_identifier', 'unquoted_identifier', 'literal', 'current', 'not', 'expref'];

/** What the AWS CLI's library refuses and the npm library lets pass. */
function mistakes(tokens: readonly Token[]): Mistake[] {
  const open: string[] = [];
  let closed: string | undefined;
  const found = tokens.flatMap((token, index): Mistake[] => {
    const { type } = token;
    const before = tokens[index - 1]?.type ?? '';
    const next = tokens[index + 1]?.type ?? 'eof';
    const inside = open.at(-1);
    if (type === 'lparen') open.push(before === 'unquoted_identifier' ? 'call' : 'lparen');
    else if (['lbracket', 'lbrace', 'filter'].includes(type))
      open.push(type === 'lbracket' ? bracketKind(tokens, index) : type);
    else if (['rparen', 'rbracket', 'rbrace'].includes(type)) closed = open.pop();

    if (inside === 'slice' && !['colon', 'number', 'rbracket'].includes(type))
      return [{ index, reason: 'syntax error' }];
    const afterProjection =
      before === 'flatten' ||
      (before === 'star' && inside !== 'wildcard') ||
      (before === 'rbracket' && ['wildcard', 'slice', 'filter'].includes(closed ?? ''));
    if (afterProjection && ['star', 'lbrace', 'not', 'lparen'].includes(type))
      return [{ index, reason: 'syntax error' }];
    if (afterProjection && inside === undefined && ['literal', 'colon'].includes(type))
      return [{ index, reason: `Unexpected token: ${token.text}` }];

    if (type === 'dot' && next !== 'star' && !afterDot.includes(next)) {
      return [
        { index: index + 1, reason: `Expecting: [${afterDot.map((name) => `'${name}'`).join(', ')}], got: ${next}` },
      ];
    }
    if (operandStarts.includes(type) && operandEnds.includes(before)) {
      if (inside === 'lbracket') return [{ index, reason: `Expecting: comma, got: ${type}` }];
      if (inside === 'lparen') return [{ index, reason: `Expecting: rparen, got: ${type}` }];
    }
    if (['star', 'lbrace', 'not'].includes(type) && operandEnds.includes(before))
      return [{ index, reason: 'invalid token' }];
    if (type === 'rparen' && before === 'lparen' && inside !== 'call') return [{ index, reason: 'invalid token' }];
    if (type === 'lparen' && ['literal', 'current', 'rbracket', 'rbrace'].includes(before)) {
      return [{ index: index - 1, reason: `Invalid function name '${tokens[index - 1]?.text ?? ''}'` }];
    }
    if (type === 'lparen' && before === 'quoted_identifier')
      return [{ index, reason: 'Quoted identifier not allowed for function names.', atStart: true }];
    if (type === 'colon' && inside === 'slice' && colonsUpTo(tokens, index) === 3)
      return [{ index, reason: 'syntax error' }];
    return [];
  });
  return open.at(-1) === 'slice' ? [...found, { index: tokens.length, reason: 'syntax error' }] : found;
}

/** What a bracket is for. */
function bracketKind(tokens: readonly Token[], index: number): 'wildcard' | 'slice' | 'lbracket' {
  const [next, second] = [tokens[index + 1]?.type, tokens[index + 2]?.type];
  if (next === 'star' && second === 'rbracket') return 'wildcard';
  return next === 'colon' || (next === 'number' && second === 'colon') ? 'slice' : 'lbracket';
}

/** How many colons the slice has that a colon stands in, up to that one; more than four are not counted. */
function colonsUpTo(tokens: readonly Token[], index: number): number {
  let colons = 0;
  for (let at = index; colons < 4 && ['colon', 'number'].includes(tokens[at]?.type ?? ''); at--)
    if (tokens[at]?.type === 'colon') colons++;
  return colons;
}

/** Tells of the first token that cannot stand where it does; without one, only the end is missing. */
function explain(expression: string, tokens: readonly Token[]): QueryError {
  const own = mistakes(tokens)[0];
  const index = firstMisplaced(tokens);
  const token = tokens[index];
  if (own !== undefined && own.index <= index) {
    const culprit = tokens[own.index] ?? { at: Array.from(expression).length, text: '', type: 'eof' };
    return misplaced(expression, own.atStart === true ? { ...culprit, at: 0 } : culprit, own.reason);
  }
  const reason = misplacement(tokens.slice(0, index + 1));
  return token === undefined || reason === undefined ? incomplete(expression) : misplaced(expression, token, reason);
}

/**
 * The first token that the library does not take, by halves: to every shorter beginning only an end is missing, and no
 * longer one is taken.
 *
 * @returns the number of tokens where all are taken
 */
function firstMisplaced(tokens: readonly Token[]): number {
  let [taken, refused] = [0, tokens.length + 1];
  while (refused - taken > 1) {
    const length = Math.floor((taken + refused) / 2);
    if (misplacement(tokens.slice(0, length)) === undefined) taken = length;
    else refused = length;
  }
  return refused - 1;
}

const libraryNames: Readonly<Record<string, string>> = {
  unquotedidentifier: 'unquoted_identifier',
  quotedidentifier: 'quoted_identifier',
};

/** What the library says of the last token; undefined where it takes it, or where only the end is missing. */
function misplacement(tokens: readonly Token[]): string | undefined {
  try {
    jmespath.compile(canonical(tokens));
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const name = (library: string) => libraryNames[library.toLowerCase()] ?? library.toLowerCase();
    const expected = /^Expected (\w+), got: (\w+)/.exec(message);
    if (expected !== null)
      return expected[2] === 'EOF'
        ? undefined
        : `Expecting: ${name(expected[1] ?? '')}, got: ${name(expected[2] ?? '')}`;
    if (message.startsWith('Expecting an identifier')) {
      const type = tokens.at(-1)?.type ?? '';
      return message.includes('EOF')
        ? undefined
        : `Expecting: ['quoted_identifier', 'unquoted_identifier'], got: ${type}`;
    }
    if (/EOF|undefined/.test(message) || error instanceof TypeError) return undefined;
    if (message.startsWith('Unexpected token type')) return `Unexpected token: ${tokens.at(-1)?.text ?? ''}`;
    return /yntax error|Sytanx/.test(message) ? 'syntax error' : 'invalid token';
  }
}
