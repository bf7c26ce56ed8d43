import { expect, it } from 'vitest';

import { regionHint } from '../../../src/transport/region-hint.ts';

const unknownHost = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

it.each([
  ['us-east1', 'us-east-1'],
  ['useast-2', 'us-east-2'],
  ['eu-cental-1', 'eu-central-1'],
  ['EU-WEST-1', 'eu-west-1'],
])('the hint for %s is %s', (region, known) => {
  expect(regionHint(unknownHost, region)).toBe(`Maybe you meant the Region ${known}.`);
});

it.each([
  ['a known Region', unknownHost, 'us-east-1'],
  ['no similar Region', unknownHost, 'moon-base-1'],
  ['a configured endpoint', unknownHost, undefined],
  ['a host that is known', refused, 'us-east1'],
])('there is no hint with %s', (_, error, region) => {
  expect(regionHint(error, region)).toBeUndefined();
});
