import fs from 'node:fs';

import { describe, expect, it } from 'vitest';

import { parseJson } from '../../../src/python/json.ts';
import { commandLineName } from '../../../src/model/naming.ts';
import { commandName, operations } from '../../../src/model/operations.ts';
import { serviceErrors } from '../../../src/model/service-errors.ts';
import type { Shape } from '../../../src/model/shapes.ts';
import { isMap, type Value, type ValueMap } from '../../../src/model/values.ts';

it.each([
  ['CreatePullThroughCacheRule', 'create-pull-through-cache-rule'],
  ['upstreamRegistryUrl', 'upstream-registry-url'],
  ['nextToken', 'next-token'],
])('%s is spelt %s', (api, commandLine) => {
  expect(commandLineName(api)).toBe(commandLine);
});

it('every operation has a command of its own', () => {
  expect(new Set(operations.map(commandName)).size).toBe(operations.length);
});

// The service's own description is third-party data and stays outside this project; where it is at hand, nothing may differ.
const description = new URL('../../../../shared/reference/operations.json', import.meta.url);

describe.skipIf(!fs.existsSync(description))('the model against the service description', () => {
  const described = fs.existsSync(description) ? parseJson(fs.readFileSync(description, 'utf8')) : {};

  it.each(operations.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
    const required = operation.input.members.filter((member) => member.required === true).map((member) => member.name);
    const { paginator } = operation;
    const own = {
      input: { ...plain(operation.input), ...(required.length === 0 ? {} : { required }) },
      output: plain(operation.output),
      ...(paginator === undefined
        ? {}
        : {
            paginator: {
              input_token: paginator.inputToken,
              output_token: paginator.outputToken,
              limit_key: paginator.limitKey,
              result_key: paginator.resultKey,
            },
          }),
    };
    const { errors, ...shapes } = requireMap(at(described, 'operations', name));
    expect(shapes).toEqual(own);
    expect(serviceErrors).toEqual(expect.arrayContaining(Array.isArray(errors) ? errors : ['no errors']));
    for (const side of ['input', 'output'] as const) {
      expect(Object.keys(at(described, 'operations', name, side, 'members') ?? {})).toEqual(
        operation[side].members.map((member) => member.name),
      );
    }
  });
});

function requireMap(value: Value | undefined): ValueMap {
  if (isMap(value)) return value;
  throw new Error('There is no such operation.');
}

function at(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  return names.reduce((inner, name) => (isMap(inner) ? inner[name] : undefined), value);
}

/** A shape in the form of the service description. */
function plain(shape: Shape): object {
  if (shape.type === 'structure')
    return {
      type: shape.type,
      members: Object.fromEntries(shape.members.map((member) => [member.name, plain(member.shape)])),
    };
  if (shape.type === 'list') return { ...shape, member: plain(shape.member) };
  if (shape.type !== 'string' || shape.enumeration === undefined) return shape;
  const { enumeration, ...rest } = shape;
  return { ...rest, enum: enumeration };
}
