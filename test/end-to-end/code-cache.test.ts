import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startAwsService } from '../support/aws-service.ts';
import { create } from '../support/create-command.ts';
import { canSwitchUser, ecr, inScratch, otherUser, root, run, type Outcome } from '../support/run.ts';

const skeleton = ['create-pull-through-cache-rule', '--generate-cli-skeleton'];
const isRoot = process.getuid?.() === 0;
const build = fs.readFileSync(path.join(root, 'dist', 'build'), 'utf8');
const prefix = `${process.version}-${process.arch}-${build}-`;

interface Cache {
  /** The folder that XDG_CACHE_HOME names. */
  readonly home: string;
  readonly folder: string;
  /** Prints a skeleton of the input. */
  readonly start: (environment?: Readonly<Record<string, string>>) => Promise<Outcome>;
  /** The files with compiled code. */
  readonly files: () => string[];
}

/** Runs a test in an empty cache folder, with the outcome that every run must have. */
async function inCache<T>(use: (cache: Cache, expected: Outcome) => Promise<T>): Promise<T> {
  return inScratch(async (home) => {
    const start = (environment = {}) =>
      run(process.execPath, [ecr, ...skeleton], { XDG_CACHE_HOME: home, ...environment });
    const folder = path.join(home, 'ecr-cli');
    const files = () =>
      fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.js'))
        .map((name) => path.join(folder, name));
    const expected = await start({ ECR_CODE_CACHE: 'off' });
    expect(expected).toMatchObject({ code: 0, stderr: '' });
    expect(fs.readdirSync(home)).toEqual([]);
    return use({ home, folder, start, files }, expected);
  });
}

const fileNumbers = (files: readonly string[]) => files.map((file) => [file, fs.statSync(file).ino]);

describe('the code cache', () => {
  it('is written by the first run with private permissions, and kept by the next', async () => {
    await inCache(async ({ start, folder, files }, expected) => {
      expect(await start()).toEqual(expected);
      expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
      const written = fs.readdirSync(folder).map((name) => path.join(folder, name));
      expect(files().length).toBeGreaterThan(0);
      expect(written.map((file) => fs.statSync(file).mode & 0o777)).toEqual(written.map(() => 0o600));
      expect(await start()).toEqual(expected);
      expect(fileNumbers(fs.readdirSync(folder).map((name) => path.join(folder, name)))).toEqual(fileNumbers(written));
    });
  });

  it('is used by the next run', async () => {
    await inCache(async ({ start, files }, expected) => {
      await start();
      // V8 does not verify cached code, so the next run prints the changed message.
      const file = files().find((name) => name.endsWith('-cli.js')) ?? '';
      const content = fs.readFileSync(file, 'latin1');
      expect(content).toContain('Found invalid choice');
      fs.writeFileSync(file, content.replaceAll('Found invalid choice', 'Seen invalid choice!'), 'latin1');
      const outcome = await run(process.execPath, [ecr, 'nope'], { XDG_CACHE_HOME: path.dirname(path.dirname(file)) });
      expect(outcome.stderr).toContain('Seen invalid choice!');
      expect(await start()).toEqual(expected);
    });
  });

  it('is extended by a run that loads other chunks', async () => {
    await inCache(async ({ home, start, files }) => {
      await start();
      const before = files();
      const environment = { XDG_CACHE_HOME: home, AWS_REGION: 'us-east-1' };
      await run(process.execPath, [ecr, ...create, '--dry-run'], environment);
      expect(files().length).toBeGreaterThan(before.length);
    });
  });

  it('is extended by a call after a dry run, which loads more chunks but runs less of them', async () => {
    const service = await startAwsService();
    await inCache(async ({ home, folder }) => {
      const call = (...words: string[]) =>
        run(process.execPath, [ecr, ...create, ...words], {
          XDG_CACHE_HOME: home,
          AWS_REGION: 'us-east-1',
          AWS_ENDPOINT_URL: service.url,
          AWS_ACCESS_KEY_ID: 'AKID',
          AWS_SECRET_ACCESS_KEY: 's',
        });
      const size = () => fs.statSync(path.join(folder, `${prefix}call.js`)).size;
      await call('--dry-run');
      const before = size();
      await call();
      expect(size()).toBeGreaterThan(before * 1.2);
    });
    service.close();
  });

  const turnBit = (content: Buffer, at: number) => {
    content[at] = (content[at] ?? 0) ^ 16;
    return content;
  };
  const damage: readonly (readonly [string, (content: Buffer) => Buffer])[] = [
    ['empty', () => Buffer.alloc(0)],
    ['cut in half', (content) => content.subarray(0, content.length / 2)],
    ['one byte shorter', (content) => content.subarray(0, -1)],
    ['two bytes shorter', (content) => content.subarray(0, -2)],
    ['one byte longer', (content) => Buffer.concat([content, Buffer.from('x')])],
    ['all zeros', (content) => Buffer.alloc(content.length)],
    ['other content', (content) => Buffer.from('x'.repeat(content.length))],
    ...[17, 100, 1001, 5003, 20_011].map(
      (at) => [`changed in a bit at ${String(at)}`, (content: Buffer) => turnBit(content, at)] as const,
    ),
  ];

  it.each(damage)('is replaced when a file is %s', async (_, spoil) => {
    await inCache(async ({ start, files }, expected) => {
      await start();
      for (const file of files()) fs.writeFileSync(file, spoil(fs.readFileSync(file)));
      const spoilt = files().map((file) => fs.readFileSync(file).toString('base64'));
      expect(await start()).toEqual(expected);
      const replaced = files().map((file) => fs.readFileSync(file).toString('base64'));
      expect(replaced.filter((content) => spoilt.includes(content))).toEqual([]);
      expect(await start()).toEqual(expected);
    });
  });

  it('is not used with other V8 flags than it was written with', async () => {
    await inCache(async ({ start }, expected) => {
      await start();
      // Node prints a warning about this flag on stderr.
      expect(await start({ NODE_OPTIONS: '--jitless' })).toMatchObject({ code: 0, stdout: expected.stdout });
      expect(await start()).toEqual(expected);
    });
  });

  it.each([
    ['file', (cache: Cache) => cache.files()[0] ?? '', 0o622],
    ['folder', (cache: Cache) => cache.folder, 0o777],
    ["folder's group", (cache: Cache) => cache.folder, 0o770],
  ])('is not used when other users can write to its %s', async (_, place, mode) => {
    await inCache(async (cache, expected) => {
      await cache.start();
      // Code that crashes V8, the same in both halves.
      for (const file of cache.files()) {
        const content = fs.readFileSync(file);
        const half = content.length / 2;
        for (const start of [0, half]) content.fill(0xa5, start + 64, start + half - 200);
        fs.writeFileSync(file, content);
        fs.chmodSync(place(cache), mode);
        if (place(cache) === file) break;
      }
      expect(await cache.start()).toEqual(expected);
    });
  });

  it('is not used behind symbolic links', async () => {
    await inCache(async ({ home, folder, start, files }, expected) => {
      await start();
      const [file = ''] = files();
      fs.renameSync(file, `${home}/elsewhere`);
      fs.symlinkSync(`${home}/elsewhere`, file);
      const target = fs.readFileSync(`${home}/elsewhere`);
      expect(await start()).toEqual(expected);
      expect(fs.lstatSync(file).isSymbolicLink()).toBe(false);
      expect(fs.readFileSync(`${home}/elsewhere`)).toEqual(target);

      fs.renameSync(folder, `${home}/moved`);
      fs.symlinkSync(`${home}/moved`, folder);
      const before = fileNumbers(fs.readdirSync(`${home}/moved`).map((name) => `${home}/moved/${name}`));
      expect(await start()).toEqual(expected);
      expect(fileNumbers(fs.readdirSync(`${home}/moved`).map((name) => `${home}/moved/${name}`))).toEqual(before);
    });
  });

  it.skipIf(!isRoot)('of another user is neither used nor changed', async () => {
    await inCache(async ({ folder, start, files }, expected) => {
      await start();
      for (const place of [...files(), folder]) fs.chownSync(place, 12345, 12345);
      const owners = () => files().map((file) => fs.statSync(file).uid);
      expect(await start()).toEqual(expected);
      expect(owners()).toEqual(files().map(() => 12345));
    });
  });

  describe.skipIf(!isRoot)('of root', () => {
    const owner = 12345;

    it.each([
      ['with an empty home folder', []],
      ['with a folder for caches', ['.cache']],
    ])('is not written in the home folder of another user %s', async (_, folders) => {
      await inCache(async ({ home, start }, expected) => {
        for (const name of folders) fs.mkdirSync(path.join(home, name));
        fs.chownSync(home, owner, owner);
        for (const environment of [
          { XDG_CACHE_HOME: '', HOME: home },
          { XDG_CACHE_HOME: path.join(home, '.cache'), HOME: '/' },
        ]) {
          expect(await start(environment)).toEqual(expected);
          expect(await run(process.execPath, [ecr, '--version'], environment)).toMatchObject({ code: 0, stderr: '' });
          expect(fs.readdirSync(home, { recursive: true })).toEqual(folders);
        }
      });
    });

    it('is written in its own home folder', async () => {
      await inCache(async ({ home, start }, expected) => {
        expect(await start({ XDG_CACHE_HOME: '', HOME: home })).toEqual(expected);
        expect(fs.readdirSync(path.join(home, '.cache', 'ecr-cli')).length).toBeGreaterThan(0);
      });
    });
  });

  it.each([
    ['its folder cannot be created', { XDG_CACHE_HOME: '/dev/null/none' }],
    ['the file system never allows new folders', { XDG_CACHE_HOME: '/proc/none' }],
    ['the variables hold relative paths', { XDG_CACHE_HOME: 'relative', HOME: 'relative' }],
    ['the home folder is a file', { XDG_CACHE_HOME: '', HOME: '/dev/null' }],
    ['the user has no home folder', { XDG_CACHE_HOME: '', HOME: '' }],
  ])('is not written when %s', async (_, environment) => {
    await inCache(async ({ start }, expected) => {
      expect(await start(environment)).toEqual(expected);
      expect(fs.existsSync('relative')).toBe(false);
    });
  });

  it('is not written for a user without a home folder or an entry in passwd', async ({ skip }) => {
    skip(!canSwitchUser(), 'needs root, and a checkout that other users can read');
    await inCache(async (_, expected) => {
      const command = `const { spawnSync } = require('node:child_process');
        const { status, stdout, stderr } = spawnSync(process.execPath, process.argv.slice(1), { ...${JSON.stringify(otherUser)}, env: {}, encoding: 'utf8' });
        process.stdout.write(stdout); process.stderr.write(stderr); process.exit(status);`;
      expect(await run(process.execPath, ['-e', command, ecr, ...skeleton])).toEqual(expected);
    });
  });

  it('is not written when a file has the name of its folder', async () => {
    await inCache(async ({ folder, start }, expected) => {
      fs.writeFileSync(folder, 'a file');
      expect(await start()).toEqual(expected);
      expect(fs.readFileSync(folder, 'utf8')).toBe('a file');
    });
  });

  const hasSmallDisks =
    isRoot &&
    spawnSync('sh', [
      '-c',
      'd=$(mktemp -d) && mount -t tmpfs -o size=16k tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s',
    ]).status === 0;
  it.skipIf(!hasSmallDisks).each(['16k', '400k'])('leaves no partial file on a full disk of %s', async (size) => {
    await inCache(async ({ home, start, folder, files }, expected) => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', home]);
      try {
        for (let runs = 0; runs < 2; runs++) {
          expect(await start()).toEqual(expected);
          // A whole file holds the same code twice.
          for (const content of files().map((file) => fs.readFileSync(file)))
            expect(content.subarray(content.length / 2)).toEqual(content.subarray(0, content.length / 2));
          const { bavail, bsize } = fs.statfsSync(folder);
          expect(bavail * bsize).toBeGreaterThan(0);
        }
      } finally {
        execFileSync('umount', [home]);
      }
    });
  });

  it('survives twenty first runs at once', async () => {
    await inCache(async ({ start }, expected) => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => start()));
      expect(outcomes).toEqual(outcomes.map(() => expected));
      expect(await start()).toEqual(expected);
    });
  });

  it('deletes files that no build has written for a month', async () => {
    await inCache(async ({ folder, start }) => {
      const names = ['v20.0.0-x64-0123456789abcdef-cli.js', 'v99.0.0-x64-0123456789abcdef-cli.js'] as const;
      fs.mkdirSync(folder, { mode: 0o700 });
      for (const name of names) fs.writeFileSync(path.join(folder, name), 'code');
      fs.utimesSync(path.join(folder, names[0]), 0, 0);
      await start();
      const left = fs.readdirSync(folder);
      expect(left).not.toContain(names[0]);
      expect(left).toContain(names[1]);
    });
  });

  it('is switched off by ECR_CODE_CACHE=off', async () => {
    await inCache(async ({ home, start }, expected) => {
      expect(await start({ ECR_CODE_CACHE: 'off' })).toEqual(expected);
      expect(fs.readdirSync(home)).toEqual([]);
    });
  });
});

it.each(['ecr', 'ecr-local'])('%s says how to build a checkout that is not built', async (name) => {
  await inScratch(async (folder) => {
    fs.cpSync(path.join(root, 'bin'), path.join(folder, 'bin'), { recursive: true });
    expect(await run(process.execPath, [path.join(folder, 'bin', `${name}.js`), 'help'])).toEqual({
      code: 1,
      stdout: '',
      stderr: `\n${name}: [ERROR]: ${name} is not built. In its folder, run: npm ci && npm run build\n`,
    });
  });
});
