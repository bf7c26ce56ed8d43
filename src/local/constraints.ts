import { matchesPattern } from '../model/pattern.ts';
import type { Shape, StructureShape } from '../model/shapes.ts';
import { isList, isMap, type Value, type ValueMap } from '../model/values.ts';
import { invalidParameter } from './local-error.ts';

/**
 * Holds a request against the bounds and patterns of the model, all of them, as the service does; the command line
 * checks only some before it sends.
 *
 * @throws LocalError for the first that does not hold
 */
export function checkConstraints(input: Value, shape: StructureShape): ValueMap {
  if (!isMap(input)) throw invalidParameter('The request must be a JSON object.');
  for (const { name, shape: memberShape, required } of shape.members) {
    const value = input[name] ?? null;
    if (value !== null) check(value, memberShape, name);
    else if (required === true)
      throw invalidParameter(`Invalid parameter at '${name}' failed to satisfy constraint: 'Member must not be null'`);
  }
  return input;
}

function check(value: Value, shape: Shape, name: string): void {
  const refuse = (constraint: string): never => {
    throw invalidParameter(`Invalid parameter at '${name}' failed to satisfy constraint: '${constraint}'`);
  };
  switch (shape.type) {
    case 'string':
      if (typeof value !== 'string') return refuse('Member must be a string');
      if (value.length < (shape.min ?? 0))
        return refuse(`Member must have length greater than or equal to ${String(shape.min)}`);
      if (value.length > (shape.max ?? Infinity))
        return refuse(`Member must have length less than or equal to ${String(shape.max)}`);
      if (shape.pattern !== undefined && !matchesPattern(value, shape.pattern)) {
        return refuse(`Member must satisfy regular expression pattern: ${shape.pattern}`);
      }
      if (shape.enumeration !== undefined && !shape.enumeration.includes(value)) {
        return refuse(`Member must satisfy enum value set: [${shape.enumeration.join(', ')}]`);
      }
      return;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return refuse('Member must be an integer');
      if (value < (shape.min ?? -Infinity))
        return refuse(`Member must have value greater than or equal to ${String(shape.min)}`);
      if (value > (shape.max ?? Infinity))
        return refuse(`Member must have value less than or equal to ${String(shape.max)}`);
      return;
    case 'list':
      if (!isList(value)) return refuse('Member must be a list');
      if (value.length < (shape.min ?? 0))
        return refuse(`Member must have length greater than or equal to ${String(shape.min)}`);
      if (value.length > (shape.max ?? Infinity))
        return refuse(`Member must have length less than or equal to ${String(shape.max)}`);
      for (const one of value) check(one, shape.member, name);
      return;
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return;
  }
}
