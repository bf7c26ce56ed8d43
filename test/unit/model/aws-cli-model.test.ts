import fs from 'node:fs';

import { describe, expect, it } from 'vitest';

import { getAuthorizationToken, operations } from '../../../src/model/operations.ts';
import { serviceErrors } from '../../../src/model/service.ts';
import type { Shape } from '../../../src/model/shapes.ts';
import { isMap, type Value } from '../../../src/model/values.ts';
import { parseJson } from '../../../src/python/json.ts';

// The service model of the AWS CLI 2.36.12 has the bounds, the patterns and the order of members, which the SDK's
// schemas lack. The model is not part of the project, so this runs only where scripts/official-cli.sh has put the AWS CLI.
const folder = new URL(
  '../../../.reference/layer/awscli/v2/2.36.12/dist/awscli/botocore/data/ecr/2015-09-21/',
  import.meta.url,
);

const read = (file: string): Value => parseJson(fs.readFileSync(new URL(file, folder), 'utf8'));

describe.skipIf(!fs.existsSync(folder))('the service model of the AWS CLI', () => {
  const [model, paginators] = fs.existsSync(folder) ? [read('service-2.json'), read('paginators-1.json')] : [];

  it.each([...operations, getAuthorizationToken])(
    'has the same operation $name',
    ({ name, input, output, paginator }) => {
      const operation = at(model, 'operations', name);
      expect(shapeOfModel(input)).toEqual(shapeOfService(model, at(operation, 'input', 'shape')));
      expect(shapeOfModel(output)).toEqual(shapeOfService(model, at(operation, 'output', 'shape')));
      const pages =
        paginator === undefined
          ? undefined
          : {
              input_token: paginator.inputToken,
              output_token: paginator.outputToken,
              limit_key: paginator.limitKey,
              result_key: paginator.resultKey,
            };
      expect(pages).toEqual(at(paginators, 'pagination', name));
      const errors = at(operation, 'errors');
      expect(errors).toBeInstanceOf(Array);
      for (const error of list(errors)) expect(serviceErrors).toContain(at(error, 'shape'));
    },
  );

  it('has the same errors', () => {
    const shapes = Object.entries(at(model, 'shapes') ?? {});
    const exceptions = shapes.filter(([, shape]: [string, Value]) => at(shape, 'exception') === true);
    expect([...serviceErrors].sort()).toEqual(exceptions.map(([name]) => name).sort());
  });
});

function at(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  return names.reduce((inner, name) => (isMap(inner) ? inner[name] : undefined), value);
}

function list(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value.map((item: Value) => item) : [];
}

/** Members as a list, because their order matters. */
function shapeOfModel(shape: Shape): object {
  if (shape.type === 'structure')
    return {
      type: shape.type,
      members: shape.members.map(({ name, shape: inner, required }) => [name, shapeOfModel(inner), required === true]),
    };
  if (shape.type === 'list') return { ...shape, member: shapeOfModel(shape.member) };
  if (shape.type !== 'string' || shape.enumeration === undefined) return shape;
  const { enumeration, ...rest } = shape;
  return { ...rest, enum: enumeration };
}

/** Returns a named shape with the shapes it refers to in place of their names. */
function shapeOfService(model: Value | undefined, name: Value | undefined): object {
  const shape = typeof name === 'string' ? at(model, 'shapes', name) : undefined;
  if (!isMap(shape)) throw new Error('The service has no such shape.');
  const { type, required, members, member } = shape;
  if (type === 'structure') {
    return {
      type,
      members: Object.entries(isMap(members) ? members : {}).map(([one, inner]) => [
        one,
        shapeOfService(model, at(inner, 'shape')),
        list(required).includes(one),
      ]),
    };
  }
  const facts = Object.fromEntries(Object.entries(shape).filter(([key]) => key !== 'documentation'));
  return type === 'list' ? { ...facts, member: shapeOfService(model, at(member, 'shape')) } : facts;
}
