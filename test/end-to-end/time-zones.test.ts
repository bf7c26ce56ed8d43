import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startAwsService } from '../support/aws-service.ts';
import { inScratch, programs, run } from '../support/run.ts';

const summer = 1_752_000_000;
const winter = 1_736_000_000;
const tree = '/usr/share/zoneinfo';
const berlin = { summer: '2025-07-08T20:40:00+02:00', winter: '2025-01-04T15:13:20+01:00' };
const utc = { summer: '2025-07-08T18:40:00+00:00', winter: '2025-01-04T14:13:20+00:00' };

/** LINK is a link to the file of the zone. */
const zones: readonly (readonly [string, { readonly summer: string; readonly winter: string }])[] = [
  ['Europe/Berlin', berlin],
  [':Europe/Berlin', berlin],
  [`${tree}/Europe/Berlin`, berlin],
  [`:${tree}/Europe/Berlin`, berlin],
  [':LINK', berlin],
  ['', utc],
];

describe.skipIf(!fs.existsSync(`${tree}/Europe/Berlin`)).each(programs)('$tool', ({ command, isThere, isOwn }) => {
  // The AWS CLI takes long to start; the unusual forms are enough.
  it.skipIf(!isThere).each(isOwn ? zones : zones.slice(3, 5))(
    'prints times in the zone that TZ=%s names',
    async (zone, times) => {
      const service = await startAwsService(() => ({
        body: {
          pullThroughCacheRules: [summer, winter].map((createdAt) => ({ ecrRepositoryPrefix: 'quay', createdAt })),
        },
      }));
      const outcome = await inScratch((folder) => {
        const link = path.join(folder, 'localtime');
        fs.symlinkSync(`${tree}/Europe/Berlin`, link);
        const [program = '', ...words] = command;
        const query = ['--query', 'pullThroughCacheRules[].createdAt', '--output', 'text'];
        return run(program, [...words, 'describe-pull-through-cache-rules', ...query], {
          TZ: zone.replace('LINK', link),
          AWS_REGION: 'us-east-1',
          AWS_ENDPOINT_URL: service.url,
          AWS_ACCESS_KEY_ID: 'AKID',
          AWS_SECRET_ACCESS_KEY: 's',
        });
      });
      service.close();
      expect(outcome).toEqual({ code: 0, stdout: `${times.summer}\t${times.winter}\n`, stderr: '' });
    },
  );
});
