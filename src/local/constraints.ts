import { matchesPattern } from '../model/pattern.ts';
import type { IntegerShape, Shape, StringShape, StructureShape } from '../model/shapes.ts';
import { isList, type Value, type ValueMap } from '../model/values.ts';

/** A member of a request that breaks a constraint of the model. */
export interface Violation {
  readonly member: string;
  /** The constraint in the words of the service. */
  readonly constraint: string;
}

/**
 * Checks a request against all bounds and patterns of the model, as the service does. The command line checks only
 * some of them before it sends.
 *
 * @returns the first violation in the order of the members
 */
export function firstViolation(input: ValueMap, shape: StructureShape): Violation | undefined {
  for (const { name, shape: memberShape, required } of shape.members) {
    const value = input[name] ?? null;
    const constraint = value === null ? missing(required) : brokenConstraint(value, memberShape);
    if (constraint !== undefined) return { member: name, constraint };
  }
  return undefined;
}

function missing(required: boolean | undefined): string | undefined {
  return required === true ? 'Member must not be null' : undefined;
}

function brokenConstraint(value: Value, shape: Shape): string | undefined {
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? brokenByString(value, shape) : 'Member must be a string';
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value)
        ? outOfBounds('value', value, shape)
        : 'Member must be an integer';
    case 'list':
      if (!isList(value)) return 'Member must be a list';
      return (
        outOfBounds('length', value.length, shape) ??
        value.map((element) => brokenConstraint(element, shape.member)).find((constraint) => constraint !== undefined)
      );
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return undefined;
  }
}

function brokenByString(value: string, shape: StringShape): string | undefined {
  const bound = outOfBounds('length', value.length, shape);
  if (bound !== undefined) return bound;
  if (shape.pattern !== undefined && !matchesPattern(value, shape.pattern))
    return `Member must satisfy regular expression pattern: ${shape.pattern}`;
  if (shape.enumeration !== undefined && !shape.enumeration.includes(value))
    return `Member must satisfy enum value set: [${shape.enumeration.join(', ')}]`;
  return undefined;
}

function outOfBounds(
  measure: 'length' | 'value',
  size: number,
  { min = -Infinity, max = Infinity }: Pick<IntegerShape, 'min' | 'max'>,
): string | undefined {
  if (size < min) return `Member must have ${measure} greater than or equal to ${String(min)}`;
  if (size > max) return `Member must have ${measure} less than or equal to ${String(max)}`;
  return undefined;
}
