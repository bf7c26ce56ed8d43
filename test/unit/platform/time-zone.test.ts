import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { normalizeTimeZone } from '../../../src/platform/time-zone.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-zones-')));
const inFolder = (name: string) => path.join(folder, name);
for (const name of ['zoneinfo/Europe', 'zoneinfo/posix/Asia', 'zoneinfo.default/America/Argentina'])
  fs.mkdirSync(inFolder(name), { recursive: true });
for (const name of ['zoneinfo/Europe/Berlin', 'zoneinfo/posix/Asia/Tokyo', 'zoneinfo.default/America/Argentina/Salta'])
  fs.writeFileSync(inFolder(name), '');
fs.symlinkSync('zoneinfo/Europe/Berlin', inFolder('link'));
fs.symlinkSync('link', inFolder('localtime'));
fs.writeFileSync(inFolder('copy'), '');
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const zones: readonly (readonly [string, string | undefined])[] = [
  ['Europe/Berlin', 'Europe/Berlin'],
  [':Europe/Berlin', 'Europe/Berlin'],
  ['', ''],
  [':', ''],
  ['CET-1CEST', 'CET-1CEST'],
  [inFolder('zoneinfo/Europe/Berlin'), 'Europe/Berlin'],
  [`:${inFolder('zoneinfo/Europe/Berlin')}`, 'Europe/Berlin'],
  [`:${inFolder('zoneinfo/posix/Asia/Tokyo')}`, 'Asia/Tokyo'],
  [inFolder('zoneinfo.default/America/Argentina/Salta'), 'America/Argentina/Salta'],
  [inFolder('localtime'), 'Europe/Berlin'],
  [`:${inFolder('copy')}`, `:${inFolder('copy')}`],
  [`:${inFolder('missing')}`, `:${inFolder('missing')}`],
];

it.each(zones)('makes %j %j', (before, after) => {
  const environment = { TZ: before };
  normalizeTimeZone(environment);
  expect(environment.TZ).toBe(after);
});

it('leaves an environment without TZ as it is', () => {
  const environment = {};
  normalizeTimeZone(environment);
  expect(environment).toEqual({});
});
