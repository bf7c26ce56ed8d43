import type { Member, Operation, Shape, StructureShape } from '../model/shapes.ts';
import type { ValueMap } from '../model/values.ts';

/** A sample value. It is plain data, so that printing a skeleton does not load the module for values. */
type Sample = string | number | boolean | readonly Sample[] | { readonly [name: string]: Sample };

export type InputSkeleton = 'input' | 'yaml-input';

/**
 * Returns sample input for an operation with a value for every member: JSON, or YAML with a comment for each member.
 */
export function inputSkeleton(operation: Operation, kind: InputSkeleton): string {
  if (kind === 'yaml-input') return operation.input.members.map((member) => yamlEntry(member)).join('');
  return `${JSON.stringify(sampleInput(operation.input), undefined, 4)}\n`;
}

/** Returns sample output of an operation with a value for every member. A string is the member's name. */
export function sampleOutput(shape: StructureShape): ValueMap {
  return sampleMembers(shape);
}

function sampleMembers(shape: StructureShape): Readonly<Record<string, Sample>> {
  return Object.fromEntries(shape.members.map((member) => [member.name, sampleResult(member.shape, member.name)]));
}

function sampleInput(shape: Shape): Sample {
  switch (shape.type) {
    case 'string':
      return shape.enumeration?.[0] ?? '';
    case 'integer':
      return 0;
    case 'boolean':
      return true;
    case 'timestamp':
      return '1970-01-01T00:00:00';
    case 'list':
      return [sampleInput(shape.member)];
    case 'structure':
      return Object.fromEntries(shape.members.map((member) => [member.name, sampleInput(member.shape)]));
  }
}

function sampleResult(shape: Shape, name: string): Sample {
  switch (shape.type) {
    case 'string':
      return name;
    case 'list':
      return [sampleResult(shape.member, name)];
    case 'structure':
      return sampleMembers(shape);
    case 'integer':
    case 'boolean':
    case 'timestamp':
      return sampleInput(shape);
  }
}

function yamlEntry({ name, shape, required, help }: Member): string {
  const choices =
    shape.type === 'string' && shape.enumeration !== undefined
      ? ` Valid values are: ${shape.enumeration.join(', ')}.`
      : '';
  const comment = `# ${required === true ? '[REQUIRED] ' : ''}${help}${choices}`;
  if (shape.type === 'list') return `${name}: ${comment}\n- ${yamlScalar(sampleInput(shape.member))}\n`;
  return `${name}: ${yamlScalar(sampleInput(shape))} ${comment}\n`;
}

function yamlScalar(value: Sample): string {
  if (value === '') return "''";
  return typeof value === 'string' ? value : JSON.stringify(value);
}
