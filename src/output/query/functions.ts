import { floatNumber, integerNumber, isList, isMap, mapOf, Numeral, type Value } from '../../model/values.ts';
import { writeAsciiJson, writeJson } from '../../python/json.ts';
import { absolute, average, isNumber, isSame, order, roundedTo, sum } from './numbers.ts';
import { QueryError } from './query-error.ts';

/** An expression as an argument of a function, as in `sort_by(rules, &createdAt)`. */
export interface ExpressionReference {
  readonly evaluate: (value: Value) => Value;
}

export type Argument = Value | ExpressionReference;

/** A function, with the types that each argument may have; an empty list allows any type. */
export interface JmesFunction {
  readonly takes: readonly (readonly string[])[];
  /** Whether more arguments of the last kind may follow. */
  readonly variadic?: boolean;
  readonly call: (...inputs: Argument[]) => Value;
}

export function isExpression(argument: Argument | undefined): argument is ExpressionReference {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'evaluate' in argument &&
    typeof argument.evaluate === 'function'
  );
}

/** JMESPath's functions and the types of their arguments, as in the AWS CLI's library. */
const functions: Readonly<Record<string, JmesFunction>> = {
  abs: { takes: [['number']], call: (x) => absolute(number(x)) },
  avg: {
    takes: [['array-number']],
    call: (x) => (list(x).length === 0 ? null : average(numbers(x))),
  },
  ceil: { takes: [['number']], call: (x) => roundedTo(Math.ceil, number(x)) },
  contains: { takes: [['array', 'string'], []], call: (subject, search) => contains(value(subject), value(search)) },
  ends_with: { takes: [['string'], ['string']], call: (subject, end) => text(subject).endsWith(text(end)) },
  floor: { takes: [['number']], call: (x) => roundedTo(Math.floor, number(x)) },
  join: { takes: [['string'], ['array-string']], call: (glue, parts) => list(parts).map(text).join(text(glue)) },
  keys: { takes: [['object']], call: (x) => Object.keys(map(x)) },
  length: {
    takes: [['string', 'array', 'object']],
    call: (x) => (typeof x === 'string' ? Array.from(x).length : isList(x) ? x.length : Object.keys(map(x)).length),
  },
  map: { takes: [['expref'], ['array']], call: (expression, x) => list(x).map(evaluator(expression)) },
  max: { takes: [['array-number', 'array-string']], call: (x) => extreme(list(x), (one) => one, 1) },
  max_by: { takes: [['array'], ['expref']], call: (x, expression) => extreme(list(x), keyOf('max_by', expression), 1) },
  merge: {
    takes: [['object']],
    variadic: true,
    call: (...maps) => mapOf(maps.flatMap((one) => Object.entries(map(one)))),
  },
  min: { takes: [['array-number', 'array-string']], call: (x) => extreme(list(x), (one) => one, -1) },
  min_by: {
    takes: [['array'], ['expref']],
    call: (x, expression) => extreme(list(x), keyOf('min_by', expression), -1),
  },
  not_null: { takes: [[]], variadic: true, call: (...values) => values.map(value).find((one) => one !== null) ?? null },
  reverse: {
    takes: [['array', 'string']],
    call: (x) => (typeof x === 'string' ? Array.from(x).reverse().join('') : list(x).toReversed()),
  },
  sort: { takes: [['array-string', 'array-number']], call: (x) => list(x).toSorted(order) },
  sort_by: { takes: [['array'], ['expref']], call: (x, expression) => sortBy(list(x), expression) },
  starts_with: { takes: [['string'], ['string']], call: (subject, start) => text(subject).startsWith(text(start)) },
  sum: { takes: [['array-number']], call: (x) => sum(numbers(x)) },
  to_array: { takes: [[]], call: (x) => (isList(x) ? x : [value(x)]) },
  to_number: { takes: [[]], call: (x) => toNumber(value(x)) },
  to_string: { takes: [[]], call: (x) => (typeof x === 'string' ? x : writeAsciiJson(value(x))) },
  // The AWS CLI's library has no name for an expression reference.
  type: { takes: [[]], call: (x) => (isExpression(x) ? null : typeName(x)) },
  values: { takes: [['object']], call: (x) => Object.values(map(x)) },
};

/** @throws QueryError for an unknown function */
export function functionNamed(name: string): JmesFunction {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found === undefined) throw new QueryError(`Unknown function: ${name}()`);
  return found;
}

/** JMESPath's name for the type of a value. */
function typeName(argument: Argument): string {
  if (argument === null) return 'null';
  if (isExpression(argument)) return 'expref';
  if (isList(argument)) return 'array';
  if (typeof argument === 'string' || typeof argument === 'boolean') return typeof argument;
  return isNumber(argument) ? 'number' : 'object';
}

/**
 * Calls a function with arguments of the types that it takes.
 *
 * @throws QueryError for an argument of another type
 */
export function callFunction(name: string, inputs: readonly Argument[]): Value {
  const called = functionNamed(name);
  called.takes.forEach((types, index) => {
    checkType(name, inputs[index] ?? null, types);
  });
  return called.call(...inputs);
}

function checkType(name: string, argument: Argument, types: readonly string[]): void {
  if (types.length === 0) return;
  const type = typeName(argument);
  if (!types.some((allowed) => allowed.split('-')[0] === type)) throw wrongType(name, argument, types);
  const elementTypes = types.flatMap((allowed) =>
    allowed.startsWith('array-') ? [allowed.slice('array-'.length)] : [],
  );
  if (elementTypes.length === 0 || !isList(argument)) return;
  // If lists of several types are allowed, the first element determines the type of the others.
  const first = elementTypes.length === 1 ? elementTypes[0] : typeName(argument[0] ?? null);
  const stranger = argument.find((element) => typeName(element) !== first || !elementTypes.includes(typeName(element)));
  if (stranger !== undefined) throw wrongType(name, stranger, types);
}

function wrongType(name: string, argument: Argument, types: readonly string[]): QueryError {
  const shown = isExpression(argument) ? '&' : writeJson(argument, 'inline');
  const expected = writeJson(types, 'inline');
  return new QueryError(
    `In function ${name}(), invalid type for value: ${shown}, expected one of: ${expected}, received: ` +
      `"${typeName(argument)}"`,
  );
}

function value(argument: Argument | undefined): Value {
  if (argument === undefined || isExpression(argument))
    throw new QueryError('An expression reference can only be an argument of a function.');
  return argument;
}

function text(argument: Argument | undefined): string {
  return typeof argument === 'string' ? argument : '';
}

function number(argument: Argument | undefined): number | Numeral {
  const one = value(argument);
  return isNumber(one) ? one : 0;
}

function numbers(argument: Argument | undefined): readonly (number | Numeral)[] {
  return list(argument).filter(isNumber);
}

function list(argument: Argument | undefined): readonly Value[] {
  return isList(argument) ? argument : [];
}

function map(argument: Argument | undefined) {
  return isMap(argument) ? argument : {};
}

function evaluator(argument: Argument | undefined): (value: Value) => Value {
  return isExpression(argument) ? (one) => argument.evaluate(one) : () => null;
}

function contains(subject: Value, search: Value): Value {
  if (isList(subject)) return subject.some((one) => isSame(one, search));
  if (typeof search === 'string') return text(subject).includes(search);
  throw wrongType('contains', search, ['string']);
}

/** Returns the first element with the greatest key, or with the least; null for an empty list. */
function extreme(elements: readonly Value[], key: (element: Value) => Value, sign: 1 | -1): Value {
  const [first, ...others] = elements.map((element) => ({ element, key: key(element) }));
  if (first === undefined) return null;
  return others.reduce((best, one) => (order(one.key, best.key) * sign > 0 ? one : best), first).element;
}

function keyOf(
  name: string,
  expression: Argument | undefined,
  types: readonly string[] = ['number', 'string'],
): (element: Value) => Value {
  const evaluate = evaluator(expression);
  return (element) => {
    const key = evaluate(element);
    if (!types.includes(typeName(key))) throw wrongType(name, key, types);
    return key;
  };
}

function sortBy(elements: readonly Value[], expression: Argument | undefined): Value {
  if (elements[0] === undefined) return elements;
  const first = keyOf('sort_by', expression)(elements[0]);
  const key = keyOf('sort_by', expression, [typeName(first)]);
  return elements
    .map((element) => ({ element, key: key(element) }))
    .sort((one, other) => order(one.key, other.key))
    .map(({ element }) => element);
}

/** Parses a number as Python's int and float do. Returns null for any other text. */
function toNumber(argument: Value): Value {
  if (isNumber(argument)) return argument;
  if (typeof argument !== 'string') return null;
  const digits = argument.trim();
  if (/^[+-]?\d+(?:_\d+)*$/.test(digits)) return integerNumber(digits.replaceAll('_', '').replace(/^\+/, ''));
  if (/^[+-]?(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/.test(digits))
    return floatNumber(Number(digits.replaceAll('_', '')));
  const named = /^([+-]?)(?:(inf|infinity)|nan)$/i.exec(digits);
  if (named === null) return null;
  return new Numeral(named[2] === undefined ? 'NaN' : `${named[1] === '-' ? '-' : ''}Infinity`);
}
