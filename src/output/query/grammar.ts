import { incomplete, misplaced } from './query-error.ts';
import { powerOf, projectionEnd, type Token } from './tokens.ts';

const identifiers = ['quoted_identifier', 'unquoted_identifier'];
const memberStarts = [...identifiers, 'lbracket', 'lbrace'];

/** The kinds of expressions that the next operator distinguishes: a name can be called, and an index can be sliced. */
type Kind = 'name' | 'index' | 'other';

/**
 * Checks that tokens form a JMESPath expression, as the parser of the AWS CLI does (jmespath.py, jmespath/parser.py).
 * The npm library accepts more, such as `[a b]`, and words its errors differently.
 *
 * @throws QueryError for the first token that is misplaced
 */
export function checkGrammar(expression: string, tokens: readonly Token[]): void {
  new GrammarCheck(expression, tokens).check();
}

class GrammarCheck {
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  readonly #end: Token;
  #index = 0;

  constructor(expression: string, tokens: readonly Token[]) {
    this.#expression = expression;
    this.#tokens = tokens;
    this.#end = { type: 'eof', at: Array.from(expression).length, text: '' };
  }

  check(): void {
    this.#readExpression(0);
    const next = this.#peek();
    if (next.type !== 'eof') throw this.#misplaced(next, `Unexpected token: ${next.text}`);
  }

  #readExpression(power: number): Kind {
    let left = this.#readOperand();
    while (this.#power() > power) left = this.#readOperator(left);
    return left;
  }

  #readOperand(): Kind {
    const token = this.#take();
    switch (token.type) {
      case 'unquoted_identifier':
        return 'name';
      case 'quoted_identifier':
        // The AWS CLI points at the start of the expression, wherever the name is.
        if (this.#peek().type === 'lparen')
          throw this.#misplaced({ ...this.#peek(), at: 0 }, 'Quoted identifier not allowed for function names.');
        return 'name';
      case 'literal':
      case 'current':
        return 'other';
      case 'star':
        if (this.#peek().type !== 'rbracket') this.#readProjection('star');
        return 'other';
      case 'flatten':
        this.#readProjection('flatten');
        return 'other';
      case 'filter':
        this.#readFilter();
        return 'other';
      case 'not':
        this.#readExpression(powerOf('not'));
        return 'other';
      case 'expref':
        this.#readExpression(0);
        return 'other';
      case 'lbrace':
        this.#readHash();
        return 'other';
      case 'lbracket':
        if (this.#isIndex()) return this.#readIndex('other');
        if (this.#peek().type === 'star' && this.#peek(1).type === 'rbracket') this.#readWildcard();
        else this.#readList();
        return 'other';
      case 'lparen': {
        const kind = this.#readExpression(0);
        this.#expect('rparen');
        return kind;
      }
      case 'eof':
        throw incomplete(this.#expression);
      default:
        throw this.#misplaced(token, 'invalid token');
    }
  }

  #readOperator(left: Kind): Kind {
    const token = this.#take();
    switch (token.type) {
      case 'dot':
        if (this.#peek().type === 'star') {
          this.#take();
          this.#readProjection('dot');
        } else this.#readMember('dot');
        return 'other';
      case 'lbracket':
        if (this.#isIndex()) return this.#readIndex(left);
        this.#readWildcard();
        return 'other';
      case 'filter':
        this.#readFilter();
        return 'other';
      case 'flatten':
        this.#readProjection('flatten');
        return 'other';
      case 'lparen':
        if (left !== 'name') {
          const before = this.#peek(-2);
          throw this.#misplaced(before, `Invalid function name '${before.text}'`);
        }
        this.#readArguments();
        return 'other';
      case 'star':
      case 'not':
      case 'lbrace':
        throw this.#misplaced(token, 'invalid token');
      default:
        this.#readExpression(powerOf(token.type));
        return 'other';
    }
  }

  /** Reads what follows a projection and applies to each of its elements. */
  #readProjection(operator: string): void {
    const { type } = this.#peek();
    if (this.#power() < projectionEnd) return;
    if (type === 'lbracket' || type === 'filter') this.#readExpression(powerOf(operator));
    else if (type === 'dot') {
      this.#take();
      this.#readMember(operator);
    } else throw this.#misplaced(this.#peek(), 'syntax error');
  }

  /** Reads what follows a dot. */
  #readMember(operator: string): void {
    const next = this.#peek();
    if (next.type === 'lbracket') {
      this.#take();
      this.#readList();
    } else if (next.type === 'lbrace') {
      this.#take();
      this.#readHash();
    } else if (next.type === 'star' || identifiers.includes(next.type)) this.#readExpression(powerOf(operator));
    else throw this.#misplaced(next, expecting(memberStarts, next));
  }

  #readFilter(): void {
    this.#readExpression(0);
    this.#expect('rbracket');
    if (this.#peek().type !== 'flatten') this.#readProjection('filter');
  }

  #readWildcard(): void {
    this.#expect('star');
    this.#expect('rbracket');
    this.#readProjection('star');
  }

  #isIndex(): boolean {
    return ['number', 'colon'].includes(this.#peek().type);
  }

  /** Reads an index, `[0]`, or a slice, `[0:2]`, which is a projection unless it follows an index. */
  #readIndex(left: Kind): Kind {
    if (this.#peek().type === 'number' && this.#peek(1).type !== 'colon') {
      this.#take();
      this.#expect('rbracket');
      return 'index';
    }
    let colons = 0;
    while (this.#peek().type !== 'rbracket') {
      if (this.#peek().type === 'colon') colons++;
      if (!this.#isIndex() || colons === 3) throw this.#misplaced(this.#peek(), 'syntax error');
      this.#take();
    }
    this.#take();
    if (left === 'index') return 'index';
    this.#readProjection('star');
    return 'other';
  }

  #readList(): void {
    for (;;) {
      this.#readExpression(0);
      if (this.#peek().type === 'rbracket') break;
      this.#expect('comma');
    }
    this.#take();
  }

  /** Reads a hash. Like the AWS CLI, accepts pairs without commas in between. */
  #readHash(): void {
    for (;;) {
      this.#expect(...identifiers);
      this.#expect('colon');
      this.#readExpression(0);
      const { type } = this.#peek();
      if (type === 'rbrace') break;
      if (type === 'comma') this.#take();
    }
    this.#take();
  }

  /** Reads the arguments of a function. Like the AWS CLI, accepts arguments without commas in between. */
  #readArguments(): void {
    while (this.#peek().type !== 'rparen') {
      this.#readExpression(0);
      if (this.#peek().type === 'comma') this.#take();
    }
    this.#take();
  }

  #expect(...types: readonly string[]): void {
    const next = this.#peek();
    if (types.includes(next.type)) this.#take();
    else if (next.type === 'eof') throw incomplete(this.#expression);
    else throw this.#misplaced(next, expecting(types, next));
  }

  #take(): Token {
    const token = this.#peek();
    this.#index++;
    return token;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#end;
  }

  #power(): number {
    return powerOf(this.#peek().type);
  }

  #misplaced(token: Token, reason: string) {
    return misplaced(this.#expression, token, reason);
  }
}

/** Shows a list of types as Python does. */
function expecting(types: readonly string[], { type }: Token): string {
  const expected = types.length === 1 ? types.join() : `[${types.map((name) => `'${name}'`).join(', ')}]`;
  return `Expecting: ${expected}, got: ${type}`;
}
