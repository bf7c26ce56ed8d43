import { writeJson } from '../python/json.ts';
import { isInputMap, isInteger, typeInWords, type InputValue, type Parameters } from '../model/values.ts';
import type { Member, Shape, StructureShape } from '../model/shapes.ts';

/** Returns botocore's messages about the missing and the unknown members of an input. */
export function inputProblems(parameters: Parameters, shape: StructureShape, name = ''): string[] {
  const names = shape.members.map((member) => member.name);
  const missing = shape.members
    .filter((member) => member.required === true && !Object.hasOwn(parameters, member.name))
    .map((member) => `Missing required parameter in ${name || 'input'}: "${member.name}"`);
  const unknown = Object.keys(parameters)
    .filter((key) => !names.includes(key))
    .map((key) => `Unknown parameter in ${name || 'input'}: "${key}", must be one of: ${names.join(', ')}`);
  return [...missing, ...unknown];
}

/** Returns the problems with a member that botocore reports: with its type, minimum length and minimum value. */
export function memberProblems(parameters: Parameters, member: Member): string[] {
  const value = givenValue(parameters, member.name);
  return value === undefined ? [] : shapeProblems(value, member.shape, member.name);
}

/** Returns the value of a member. Inherited properties such as `constructor` do not count. */
export function givenValue(parameters: Parameters, name: string): InputValue | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** Returns the problems with a value that botocore reports, with the types named as in JSON. */
export function shapeProblems(value: InputValue, shape: Shape, name: string): string[] {
  switch (shape.type) {
    case 'structure':
      return structureProblems(value, shape, name);
    case 'list': {
      if (!Array.isArray(value)) return [wrongType(value, name, 'list')];
      const elements: readonly InputValue[] = value;
      return [
        ...tooShort(elements.length, shape.min, name),
        ...elements.flatMap((one, index) => shapeProblems(one, shape.member, `${name}[${String(index)}]`)),
      ];
    }
    case 'string':
      return typeof value === 'string'
        ? tooShort(Array.from(value).length, shape.min, name)
        : [wrongType(value, name, 'string')];
    case 'integer':
      if (!isInteger(value)) return [wrongType(value, name, 'integer')];
      return shape.min !== undefined && Number(value) < shape.min
        ? [
            `Invalid value for parameter ${name}, value: ${writeJson(value, 'inline')}, valid min value: ${String(shape.min)}`,
          ]
        : [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(value, name, 'boolean')];
    case 'timestamp':
      return typeof value === 'string' || typeof value === 'number' ? [] : [wrongType(value, name, 'timestamp')];
  }
}

function structureProblems(value: InputValue, shape: StructureShape, name: string): string[] {
  if (!isInputMap(value)) return [wrongType(value, name, 'map')];
  const inside = Object.keys(value).flatMap((key) => {
    const member = shape.members.find((candidate) => candidate.name === key);
    const inner = value[key];
    return member === undefined || inner === undefined ? [] : shapeProblems(inner, member.shape, `${name}.${key}`);
  });
  return [...inputProblems(value, shape, name), ...inside];
}

function tooShort(length: number, min: number | undefined, name: string): string[] {
  if (min === undefined || length >= min) return [];
  return [`Invalid length for parameter ${name}, value: ${String(length)}, valid min length: ${String(min)}`];
}

function wrongType(value: InputValue, name: string, valid: string): string {
  return `Invalid type for parameter ${name}, value: ${writeJson(value, 'inline')}, type: ${typeInWords(value)}, valid types: ${valid}`;
}
