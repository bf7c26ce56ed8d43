import { load } from 'js-yaml';
import { expect, it } from 'vitest';

import { inputSkeleton, sampleOutput } from '../../../src/input/skeleton.ts';
import { operations } from '../../../src/model/operations.ts';

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s: the input samples in JSON and YAML are equal',
  (_, operation) => {
    const json: unknown = JSON.parse(inputSkeleton(operation, 'input'));
    expect(load(inputSkeleton(operation, 'yaml-input'))).toEqual(json);
    expect(Object.keys(json ?? {})).toEqual(operation.input.members.map((member) => member.name));
  },
);

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s: required members are marked',
  (_, operation) => {
    const marked = inputSkeleton(operation, 'yaml-input')
      .split('\n')
      .filter((line) => line.includes('[REQUIRED]'))
      .map((line) => line.split(':')[0]);
    expect(marked).toEqual(
      operation.input.members.filter((member) => member.required === true).map((member) => member.name),
    );
  },
);

it.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s: the sample of the output has every member',
  (_, operation) => {
    expect(Object.keys(sampleOutput(operation.output))).toEqual(operation.output.members.map((member) => member.name));
  },
);
