import { describe, expect, it } from 'vitest';

import { operationByCommandName } from '../../../src/model/operations.ts';
import { readAnswer } from '../../../src/service/answer.ts';
import { AnsweredWithError } from '../../../src/service/answered-with-error.ts';
import { commands } from '../../../src/service/commands.ts';
import { allOperations } from '../../../src/model/operations.ts';

const shape = operationByCommandName('create-pull-through-cache-rule')?.output ?? { type: 'structure', members: [] };
const read = (body: string) =>
  readAnswer({ status: 200, headers: {}, body }, shape, (wire) => `at ${JSON.stringify(wire)}`);

describe('an answer', () => {
  it('is read in the order of the model, without strangers and nulls', () => {
    const result = read('{"registryId":"1","createdAt":1.5,"new":{},"credentialArn":null,"ecrRepositoryPrefix":"ab"}');
    expect(Object.entries(result)).toEqual([
      ['ecrRepositoryPrefix', 'ab'],
      ['createdAt', 'at 1.5'],
      ['registryId', '1'],
    ]);
  });

  it.each(['', '{}', '<html>'])('may be empty: %j', (body) => {
    expect(read(body)).toEqual({});
  });

  it.each(['[]', '"x"', '1'])('cannot be %s', (body) => {
    expect(() => read(body)).toThrow('Unable to parse response');
  });
});

describe('an error answer', () => {
  it.each([
    [400, '{"__type":"A","message":"m"}', 'A', 'm'],
    [400, '{"__type":"com.amazonaws.ecr#A","Message":"m"}', 'A', 'm'],
    [400, '{"__type":"A:http://internal"}', 'A', ''],
    [400, '{"message":"m"}', '400', 'm'],
    [400, '', '400', ''],
    [403, '<html>no</html>', '403', '<html>no</html>'],
    [502, '', '502', 'Bad Gateway'],
    [503, ' <html>busy', '503', 'Service Unavailable'],
    [500, '[1]', '500', '[1]'],
  ])('%i %j', (status, body, code, message) => {
    const error = new AnsweredWithError({ status, headers: {}, body });
    expect([error.name, error.message]).toEqual([code, message]);
  });
});

it('the SDK has a command for every operation of the model', () => {
  expect(Object.keys(commands).sort()).toEqual(
    allOperations()
      .map(({ name }) => name)
      .sort(),
  );
});
