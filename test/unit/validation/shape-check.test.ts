import { describe, expect, it } from 'vitest';

import { parseJson } from '../../../src/python/json.ts';
import { operationByCommandName } from '../../../src/model/operations.ts';
import { isMap } from '../../../src/model/values.ts';
import { checkCall } from '../../../src/validation/check.ts';

const check = (command: string, json: string) => {
  const operation = operationByCommandName(command);
  if (operation === undefined) throw new Error(command);
  const parameters = parseJson(json);
  if (!isMap(parameters)) throw new Error(json);
  checkCall({ operation, parameters, region: 'us-east-1' });
};
const create = (json: string) => {
  check('create-pull-through-cache-rule', json);
};

describe('checkCall', () => {
  it('accepts valid parameters', () => {
    expect(() => {
      create('{"ecrRepositoryPrefix":"ab","upstreamRegistryUrl":"🚀"}');
    }).not.toThrow();
  });

  it('reports all problems together', () => {
    expect(() => {
      create('{"upstreamRegistryUrl":1.0,"registryId":{"a":[1]},"nope":1,"upstreamRegistry":true}');
    }).toThrow(
      [
        'Parameter validation failed:',
        'Missing required parameter in input: "ecrRepositoryPrefix"',
        'Unknown parameter in input: "nope", must be one of: ecrRepositoryPrefix, upstreamRegistryUrl, registryId, upstreamRegistry, credentialArn, customRoleArn, upstreamRepositoryPrefix',
        'Invalid type for parameter upstreamRegistryUrl, value: 1.0, type: float, valid types: string',
        'Invalid type for parameter registryId, value: {"a": [1]}, type: map, valid types: string',
        'Invalid type for parameter upstreamRegistry, value: true, type: boolean, valid types: string',
      ].join('\n'),
    );
  });

  it.each([
    [
      '{"ecrRepositoryPrefixes":[]}',
      'Invalid length for parameter ecrRepositoryPrefixes, value: 0, valid min length: 1',
    ],
    [
      '{"ecrRepositoryPrefixes":["ab","c"]}',
      'Invalid length for parameter ecrRepositoryPrefixes[1], value: 1, valid min length: 2',
    ],
    [
      '{"ecrRepositoryPrefixes":"ab"}',
      'Invalid type for parameter ecrRepositoryPrefixes, value: "ab", type: string, valid types: list',
    ],
    ['{"maxResults":0}', 'Invalid value for parameter maxResults, value: 0, valid min value: 1'],
    ['{"maxResults":"1"}', 'type: string, valid types: integer'],
    ['{"maxResults":12345678901234567890.0}', 'type: float, valid types: integer'],
    ['{"maxResults":1e22}', 'type: float, valid types: integer'],
    ['{"__proto__":1}', 'Unknown parameter in input: "__proto__"'],
  ])('refuses %s', (json, message) => {
    expect(() => {
      check('describe-pull-through-cache-rules', json);
    }).toThrow(message);
  });
});
