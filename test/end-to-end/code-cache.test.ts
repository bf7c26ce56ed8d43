import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startAwsService } from '../support/aws-service.ts';
import { ecr, inScratch, run, type Outcome } from '../support/run.ts';

const skeleton = ['create-pull-through-cache-rule', '--generate-cli-skeleton'];
const isRoot = process.getuid?.() === 0;

interface Cache {
  /** The folder that XDG_CACHE_HOME names. */
  readonly home: string;
  readonly start: (more?: Readonly<Record<string, string>>) => Promise<Outcome>;
  /** The folder of this build's code. */
  readonly folder: () => string;
  readonly files: () => string[];
}

/** A cache folder of a test's own, and the right answer, which every run in it has to give. */
async function inCache(use: (cache: Cache, right: Outcome) => Promise<void>): Promise<void> {
  await inScratch(async (home) => {
    const start = (more = {}) => run(process.execPath, [ecr, ...skeleton], { XDG_CACHE_HOME: home, ...more });
    const folder = () => path.join(home, 'ecr-cli', fs.readdirSync(path.join(home, 'ecr-cli')).sort().at(-1) ?? '');
    const right = await run(process.execPath, [ecr, ...skeleton], { ECR_CODE_CACHE: 'off', XDG_CACHE_HOME: home });
    expect(right).toMatchObject({ code: 0, stderr: '' });
    expect(fs.readdirSync(home)).toEqual([]);
    await use(
      { home, start, folder, files: () => fs.readdirSync(folder()).map((name) => path.join(folder(), name)) },
      right,
    );
  });
}

describe('the code cache', () => {
  it('is made by the first run, private, and left alone by the next', async () => {
    await inCache(async ({ home, start, folder, files }, right) => {
      expect(await start()).toEqual(right);
      for (const place of [path.join(home, 'ecr-cli'), folder()]) expect(fs.statSync(place).mode & 0o777).toBe(0o700);
      const kept = files().map((file) => [file, fs.statSync(file).mode & 0o777, fs.statSync(file).ino]);
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.map(([, mode]) => mode)).toEqual(kept.map(() => 0o600));
      expect(await start()).toEqual(right);
      expect(files().map((file) => [file, fs.statSync(file).mode & 0o777, fs.statSync(file).ino])).toEqual(kept);
    });
  });

  it('is renewed when a run goes another way', async () => {
    await inCache(async ({ home, start, files }) => {
      await start();
      const before = files().length;
      const words = [
        'create-pull-through-cache-rule',
        '--ecr-repository-prefix',
        'aa',
        '--upstream-registry-url',
        'quay.io',
        '--region',
        'us-east-1',
        '--dry-run',
      ];
      await run(process.execPath, [ecr, ...words], { XDG_CACHE_HOME: home });
      expect(files().length).toBeGreaterThan(before);
    });
  });

  it('is renewed when a run goes further with fewer chunks: a call, after a dry run of it', async () => {
    const service = await startAwsService();
    await inCache(async ({ home, folder }) => {
      const words = [
        'create-pull-through-cache-rule',
        '--ecr-repository-prefix',
        'aa',
        '--upstream-registry-url',
        'quay.io',
      ];
      const call = (...more: string[]) =>
        run(process.execPath, [ecr, ...words, ...more], {
          XDG_CACHE_HOME: home,
          AWS_REGION: 'us-east-1',
          AWS_ENDPOINT_URL: service.url,
          AWS_ACCESS_KEY_ID: 'AKID',
          AWS_SECRET_ACCESS_KEY: 's',
        });
      const kept = () => fs.statSync(path.join(folder(), 'call.js')).size;
      await call('--dry-run');
      const before = kept();
      await call();
      expect(kept()).toBeGreaterThan(before * 1.2);
    });
    service.close();
  });

  const damage: readonly (readonly [string, (content: Buffer) => Buffer])[] = [
    ['empty', () => Buffer.alloc(0)],
    ['cut short', (content) => content.subarray(0, content.length / 2)],
    ['one byte short', (content) => content.subarray(0, -1)],
    ['one byte long', (content) => Buffer.concat([content, Buffer.from('x')])],
    ['of zeros', (content) => Buffer.alloc(content.length)],
    ['of something else', (content) => Buffer.from('x'.repeat(content.length))],
    [
      'with a wrong length in its head',
      (content) => Buffer.concat([content.subarray(0, 8), Buffer.from([255, 255, 255, 255]), content.subarray(12)]),
    ],
    ...[17, 100, 1001, 5003, 20_011].map(
      (at) =>
        [
          `with a bit turned at ${String(at)}`,
          (content: Buffer) => {
            content[at] = (content[at] ?? 0) ^ 16;
            return content;
          },
        ] as const,
    ),
  ];

  it.each(damage)('that is %s is not used, and made anew', async (_, spoil) => {
    await inCache(async ({ start, files }, right) => {
      await start();
      for (const file of files()) fs.writeFileSync(file, spoil(fs.readFileSync(file)));
      const spoilt = files().map((file) => fs.readFileSync(file).toString('base64'));
      expect(await start()).toEqual(right);
      const renewed = files().map((file) => fs.readFileSync(file).toString('base64'));
      expect(renewed.filter((content) => spoilt.includes(content))).toEqual([]);
      expect(await start()).toEqual(right);
    });
  });

  it('that comes from other flags of V8 is not used', async () => {
    await inCache(async ({ start }, right) => {
      await start();
      // Node itself says something of this flag on stderr.
      expect(await start({ NODE_OPTIONS: '--jitless' })).toMatchObject({ code: 0, stdout: right.stdout });
      expect(await start()).toEqual(right);
    });
  });

  it.each([
    ['file', (cache: Cache) => cache.files()[0] ?? '', 0o622],
    ['folder', (cache: Cache) => cache.folder(), 0o777],
    ['folder above', (cache: Cache) => path.join(cache.home, 'ecr-cli'), 0o770],
  ])('whose %s others can write to is not used', async (_, place, mode) => {
    await inCache(async (cache, right) => {
      await cache.start();
      // What V8 would crash on, if it were used, though both halves are the same.
      const file = cache.files()[0] ?? '';
      const content = fs.readFileSync(file);
      const half = (content.length - 16) / 2;
      for (const start of [16, 16 + half]) content.fill(0xa5, start + 64, start + half - 200);
      fs.writeFileSync(file, content);
      fs.chmodSync(place(cache), mode);
      expect(await cache.start()).toEqual(right);
    });
  });

  it('behind symbolic links is not used', async () => {
    await inCache(async ({ home, start, folder, files }, right) => {
      await start();
      const [file = ''] = files();
      fs.renameSync(file, `${home}/elsewhere`);
      fs.symlinkSync(`${home}/elsewhere`, file);
      expect(await start()).toEqual(right);
      expect(fs.lstatSync(file).isSymbolicLink()).toBe(false);

      const real = folder();
      fs.renameSync(real, `${home}/moved`);
      fs.symlinkSync(`${home}/moved`, real);
      const before = fs.readdirSync(`${home}/moved`);
      expect(await start()).toEqual(right);
      expect(fs.readdirSync(`${home}/moved`)).toEqual(before);
    });
  });

  it.skipIf(!isRoot)('of another user is not used', async () => {
    await inCache(async ({ start, folder, files }, right) => {
      await start();
      for (const place of [...files(), folder()]) fs.chownSync(place, 12345, 12345);
      const owners = () => files().map((file) => fs.statSync(file).uid);
      expect(await start()).toEqual(right);
      expect(owners()).toEqual(files().map(() => 12345));
    });
  });

  it('that cannot be written is no reason to fail', async () => {
    await inCache(async ({ home }, right) => {
      for (const place of ['/dev/null/none', '/proc/none', 'relative']) {
        expect(await run(process.execPath, [ecr, ...skeleton], { XDG_CACHE_HOME: place, HOME: '/dev/null' })).toEqual(
          right,
        );
      }
      fs.writeFileSync(path.join(home, 'ecr-cli'), 'a file');
      expect(await run(process.execPath, [ecr, ...skeleton], { XDG_CACHE_HOME: home })).toEqual(right);
      expect(fs.existsSync(path.join('relative'))).toBe(false);
    });
  });

  const hasSmallDisks =
    isRoot &&
    spawnSync('sh', [
      '-c',
      'd=$(mktemp -d) && mount -t tmpfs -o size=16k tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s',
    ]).status === 0;
  it.skipIf(!hasSmallDisks)('on a full disk is no reason to fail, and leaves nothing half-done', async () => {
    await inCache(async ({ home, start }, right) => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', home]);
      try {
        expect(await start()).toEqual(right);
        const left = fs
          .readdirSync(home, { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.tmp'));
        expect(left).toEqual([]);
        expect(await start()).toEqual(right);
      } finally {
        execFileSync('umount', [home]);
      }
    });
  });

  it('is the same for twenty first starts at once', async () => {
    await inCache(async ({ start, files }, right) => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => start()));
      expect(outcomes).toEqual(outcomes.map(() => right));
      expect(files().filter((file) => file.endsWith('.tmp'))).toEqual([]);
      expect(await start()).toEqual(right);
    });
  }, 30_000);

  it('has no room for what earlier builds have left', async () => {
    await inCache(async ({ home, start, folder }) => {
      const runtime = `${process.version}-${process.arch}`;
      const old = path.join(home, 'ecr-cli', `${runtime}-0123456789abcdef`);
      const other = path.join(home, 'ecr-cli', 'v99.0.0-x64-0123456789abcdef');
      const forgotten = path.join(home, 'ecr-cli', 'v98.0.0-x64-0123456789abcdef');
      for (const place of [old, other, forgotten]) fs.mkdirSync(place, { recursive: true, mode: 0o700 });
      fs.chmodSync(path.join(home, 'ecr-cli'), 0o700);
      fs.utimesSync(forgotten, 0, 0);
      await start();
      expect([old, other, forgotten].map((place) => fs.existsSync(place))).toEqual([false, true, false]);
      expect(fs.existsSync(folder())).toBe(true);
    });
  });

  it('is switched off by ECR_CODE_CACHE=off', async () => {
    await inCache(async ({ home, start }, right) => {
      expect(await start({ ECR_CODE_CACHE: 'off' })).toEqual(right);
      expect(fs.readdirSync(home)).toEqual([]);
    });
  });
});
