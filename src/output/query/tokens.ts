import type { Value } from '../../model/values.ts';
import { parseJson } from '../../python/json.ts';
import { unreadable } from './query-error.ts';

export interface Token {
  readonly type: string;
  /** The position of its start, in characters. */
  readonly at: number;
  readonly text: string;
  /** The value of a literal, or the name in a quoted identifier. */
  readonly value?: Value;
}

const simple: Readonly<Record<string, string>> = {
  '.': 'dot',
  '*': 'star',
  ']': 'rbracket',
  ',': 'comma',
  ':': 'colon',
  '@': 'current',
  '(': 'lparen',
  ')': 'rparen',
  '{': 'lbrace',
  '}': 'rbrace',
  '[': 'lbracket',
  '[]': 'flatten',
  '[?': 'filter',
  '|': 'pipe',
  '||': 'or',
  '&': 'expref',
  '&&': 'and',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  '!': 'not',
  '!=': 'ne',
  '==': 'eq',
};

const pattern =
  /(?<space>[ \t\n\r]+)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<number>-?[0-9]+)|(?<delimited>(?<delimiter>["'`])(?:[^\\]|\\[^])*?\k<delimiter>)|(?<simple>\[\]|\[\?|\|\||&&|<=|>=|!=|==|[.*\],:@(){}[|&<>!])/y;

/**
 * Splits an expression into tokens as the AWS CLI's library does. The npm library's own scanner accepts more, such
 * as a lone `=` and stray quotes, and reads `1.0` as an integer.
 *
 * @throws QueryError
 */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  // Positions count characters, as Python's do.
  let at = 0;
  for (let index = 0; index < expression.length;) {
    pattern.lastIndex = index;
    const match = pattern.exec(expression);
    const groups = match?.groups;
    if (match === null || groups === undefined) throw unreadableCharacter(expression, index, at);
    const text = match[0];
    if (groups['name'] !== undefined) tokens.push({ type: 'unquoted_identifier', at, text });
    else if (groups['number'] !== undefined) tokens.push({ type: 'number', at, text: String(BigInt(text)) });
    else if (groups['delimited'] !== undefined) tokens.push(delimited(expression, text, at));
    else if (groups['simple'] !== undefined) tokens.push({ type: simple[text] ?? '', at, text });
    index += text.length;
    at += Array.from(text).length;
  }
  return tokens;
}

function unreadableCharacter(expression: string, index: number, at: number) {
  const character = String.fromCodePoint(expression.codePointAt(index) ?? 0);
  if (['"', "'", '`'].includes(character)) return unreadable(expression, at, `Unclosed ${character} delimiter`);
  if (character === '-' || character === '=') return unreadable(expression, at, `Unknown token '${character}'`);
  return unreadable(expression, at, `Unknown token ${character}`);
}

function delimited(expression: string, text: string, at: number): Token {
  const inner = text.slice(1, -1);
  if (text.startsWith("'")) {
    const value = inner.replaceAll("\\'", "'");
    return { type: 'literal', at, text: value, value };
  }
  if (text.startsWith('"')) {
    const value = jsonValue(text);
    if (typeof value !== 'string') throw unreadable(expression, at, 'Invalid string');
    return { type: 'quoted_identifier', at, text: value, value };
  }
  const lexeme = inner.replaceAll('\\`', '`');
  // Text that is not JSON is a string without quotes, as in early versions of JMESPath.
  const json = jsonValue(lexeme);
  const value = json === undefined ? jsonValue(`"${lexeme.trimStart()}"`) : json;
  if (value === undefined) throw unreadable(expression, at, `Bad token ${lexeme}`);
  return { type: 'literal', at, text: lexeme, value };
}

function jsonValue(text: string): Value | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The powers of the AWS CLI's library (jmespath/parser.py). */
const powers: Readonly<Record<string, number>> = {
  pipe: 1,
  or: 2,
  and: 3,
  eq: 5,
  ne: 5,
  lt: 5,
  lte: 5,
  gt: 5,
  gte: 5,
  flatten: 9,
  star: 20,
  filter: 21,
  dot: 40,
  not: 45,
  lbrace: 50,
  lbracket: 55,
  lparen: 60,
};

/** A token that binds weaker than this ends a projection, such as `a[*].b`. */
export const projectionEnd = 10;

/** Returns how strongly a token binds to the expression on its left. A token with power 0 ends the expression. */
export function powerOf(type: string): number {
  return powers[type] ?? 0;
}
