import { isList, isMap, mapOf, type Value } from '../../model/values.ts';
import { type Argument, callFunction, isExpression } from './functions.ts';
import { isFalse, isNumber, isSame, order } from './numbers.ts';
import { QueryError } from './query-error.ts';
import { isNode, type Node, type Syntax } from './syntax.ts';

/**
 * Evaluates an expression as the AWS CLI's library does. The npm library's own evaluation differs: it sorts numbers
 * as texts, compares by locale, and knows only one kind of number.
 *
 * @throws QueryError when a function is called with an argument of another type
 */
export function evaluate({ tree, literals }: Syntax, input: Value): Value {
  const result = argumentOf(tree, input);
  if (isExpression(result)) throw new QueryError('The query is an expression reference, which only functions take.');
  return result;

  function argumentOf(node: Node, value: Value): Argument {
    if (node.type !== 'ExpressionReference') return visit(node, value);
    return { evaluate: (one) => visit(child(node, 0), one) };
  }

  function visit(node: Node, value: Value): Value {
    switch (node.type) {
      case 'Identity':
      case 'Current':
        return value;
      case 'Field':
        return isMap(value) && Object.hasOwn(value, node.name ?? '') ? (value[node.name ?? ''] ?? null) : null;
      case 'Literal':
        return literals[Number(node.value)] ?? null;
      case 'Subexpression':
      case 'IndexExpression':
      case 'Pipe':
        return visit(child(node, 1), visit(child(node, 0), value));
      case 'Index':
        return isList(value) ? (value.at(Number(node.value)) ?? null) : null;
      case 'Slice':
        return isList(value) ? slice(value, node.children) : null;
      case 'Projection':
        return project(visit(child(node, 0), value), child(node, 1));
      case 'ValueProjection': {
        const base = visit(child(node, 0), value);
        return isMap(base) ? project(Object.values(base), child(node, 1)) : null;
      }
      case 'FilterProjection': {
        const base = visit(child(node, 0), value);
        if (!isList(base)) return null;
        return project(
          base.filter((one) => !isFalse(visit(child(node, 2), one))),
          child(node, 1),
        );
      }
      case 'Flatten': {
        const base = visit(child(node, 0), value);
        return isList(base) ? base.flat() : null;
      }
      case 'MultiSelectList':
        return value === null ? null : node.children.map((_, index) => visit(child(node, index), value));
      case 'MultiSelectHash':
        if (value === null) return null;
        return mapOf(
          node.children.map((_, index) => {
            const pair = child(node, index);
            return [pair.name ?? '', isNode(pair.value) ? visit(pair.value, value) : null];
          }),
        );
      case 'OrExpression': {
        const first = visit(child(node, 0), value);
        return isFalse(first) ? visit(child(node, 1), value) : first;
      }
      case 'AndExpression': {
        const first = visit(child(node, 0), value);
        return isFalse(first) ? first : visit(child(node, 1), value);
      }
      case 'NotExpression':
        return isFalse(visit(child(node, 0), value));
      case 'Comparator':
        return compare(node.name ?? '', visit(child(node, 0), value), visit(child(node, 1), value));
      case 'Function':
        return callFunction(
          node.name ?? '',
          node.children.map((_, index) => argumentOf(child(node, index), value)),
        );
      default:
        throw new QueryError(`The query uses ${node.type}, which cannot be evaluated.`);
    }
  }

  function project(base: Value, right: Node): Value {
    return isList(base) ? base.map((one) => visit(right, one)).filter((one) => one !== null) : null;
  }
}

function child(node: Node, index: number): Node {
  const operand = node.children[index];
  if (isNode(operand)) return operand;
  throw new QueryError(`The query has a ${node.type} without its part ${String(index + 1)}.`);
}

/** Compares two values. Only two numbers or two strings have an order; for other values the result is null. */
function compare(operator: string, left: Value, right: Value): Value {
  if (operator === 'EQ' || operator === 'NE') return isSame(left, right) === (operator === 'EQ');
  const comparable = (isNumber(left) && isNumber(right)) || (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return null;
  const sign = order(left, right);
  return { LT: sign < 0, LTE: sign <= 0, GT: sign > 0, GTE: sign >= 0 }[operator] ?? null;
}

/** Slices a list as Python does: negative indexes count from the end, a negative step goes backwards. */
function slice(
  values: readonly Value[],
  [first = null, last = null, by = null]: readonly (Node | number | null)[],
): Value {
  const step = typeof by === 'number' ? by : 1;
  if (step === 0) throw new QueryError('slice step cannot be zero');
  const { length } = values;
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamped = (index: Node | number | null, otherwise: number) => {
    if (typeof index !== 'number') return otherwise;
    return Math.min(Math.max(index < 0 ? index + length : index, lowest), highest);
  };
  const start = clamped(first, step > 0 ? lowest : highest);
  const end = clamped(last, step > 0 ? highest : lowest);
  const picked: Value[] = [];
  for (let index = start; step > 0 ? index < end : index > end; index += step) picked.push(values[index] ?? null);
  return picked;
}
