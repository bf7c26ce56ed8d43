import { expect, it } from 'vitest';

import { regionHint, regionHintForHost } from '../../../src/transport/region-hint.ts';

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

it.each([
  ['https://sts.us-east1.amazonaws.com/', 'us-east-1'],
  ['https://portal.sso.eu-cental-1.amazonaws.com/federation/credentials?role_name=r', 'eu-central-1'],
  ['https://sts.us-east-1.amazonaws.com/', undefined],
  ['https://proxy.example.com/', undefined],
])('the hint for %s is %s', (url, known) => {
  expect(regionHintForHost(unknownHost, url)).toBe(known && `Maybe you meant the Region ${known}.`);
  expect(regionHintForHost(refused, url)).toBeUndefined();
});
