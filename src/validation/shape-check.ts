import { ParameterError } from '../errors.ts';
import type { Shape, StructureShape } from '../model/shapes.ts';
import { writeJson } from '../json.ts';
import { isInteger, typeInWords, type InputValue } from '../values.ts';

/**
 * Checks parameters against the shape of an operation's input, as botocore does before every call: what is
 * required, what is known, types, and smallest lengths and values. Its messages, in the words of JSON.
 *
 * @throws ParameterError with one line for each problem
 */
export function checkShape(parameters: InputValue, shape: StructureShape): void {
  const problems = structureProblems(parameters, shape, '');
  if (problems.length > 0) throw new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
}

function problemsOf(value: InputValue, shape: Shape, name: string): string[] {
  switch (shape.type) {
    case 'structure':
      return structureProblems(value, shape, name);
    case 'list': {
      if (!Array.isArray(value)) return [wrongType(value, name, 'list')];
      const elements: readonly InputValue[] = value;
      return [
        ...tooShort(elements.length, shape.min, name),
        ...elements.flatMap((one, index) => problemsOf(one, shape.member, `${name}[${String(index)}]`)),
      ];
    }
    case 'string':
      return typeof value === 'string' ? tooShort(Array.from(value).length, shape.min, name) : [wrongType(value, name, 'string')];
    case 'integer':
      if (!isInteger(value)) return [wrongType(value, name, 'integer')];
      return shape.min !== undefined && Number(value) < shape.min
        ? [`Invalid value for parameter ${name}, value: ${writeJson(value, 'inline')}, valid min value: ${String(shape.min)}`]
        : [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(value, name, 'boolean')];
    case 'timestamp':
      return typeof value === 'string' || typeof value === 'number' ? [] : [wrongType(value, name, 'timestamp')];
  }
}

function structureProblems(value: InputValue, shape: StructureShape, name: string): string[] {
  if (typeInWords(value) !== 'map' || typeof value !== 'object' || value === null) return [wrongType(value, name || 'input', 'map')];
  const names = shape.members.map((member) => member.name);
  const missing = shape.members
    .filter((member) => member.required === true && !Object.hasOwn(value, member.name))
    .map((member) => `Missing required parameter in ${name || 'input'}: "${member.name}"`);
  const unknown = Object.keys(value)
    .filter((key) => !names.includes(key))
    .map((key) => `Unknown parameter in ${name || 'input'}: "${key}", must be one of: ${names.join(', ')}`);
  const inside = Object.entries(value).flatMap(([key, one]: [string, InputValue]) => {
    const member = shape.members.find((candidate) => candidate.name === key);
    return member === undefined ? [] : problemsOf(one, member.shape, name === '' ? key : `${name}.${key}`);
  });
  return [...missing, ...unknown, ...inside];
}

function tooShort(length: number, min: number | undefined, name: string): string[] {
  if (min === undefined || length >= min) return [];
  return [`Invalid length for parameter ${name}, value: ${String(length)}, valid min length: ${String(min)}`];
}

function wrongType(value: InputValue, name: string, valid: string): string {
  return `Invalid type for parameter ${name}, value: ${writeJson(value, 'inline')}, type: ${typeInWords(value)}, valid types: ${valid}`;
}
