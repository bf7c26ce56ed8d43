import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { inlinedPackages } from '../../scripts/build/inlined.mjs';
import { bareEnvironment, inScratch, root, run } from '../support/run.ts';

const npm = (words: readonly string[], cwd: string, home: string) =>
  execFileSync('npm', [...words, '--no-audit', '--no-fund', '--loglevel=error', '--offline'], {
    cwd,
    env: { ...bareEnvironment({ HOME: home }), npm_config_cache: path.join(home, '.npm') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The packed package, in a folder whose name has spaces and non-ASCII letters. */
async function packed(use: (tarball: string, folder: string) => Promise<void>): Promise<void> {
  await inScratch(async (scratch) => {
    const folder = path.join(scratch, 'ein Ördner 日本');
    fs.mkdirSync(folder);
    const name =
      npm(['pack', '--ignore-scripts', '--pack-destination', folder], root, folder).trim().split('\n').at(-1) ?? '';
    await use(path.join(folder, name), folder);
  });
}

const skeleton = ['create-pull-through-cache-rule', '--generate-cli-skeleton', 'yaml-input'];

describe('the package', () => {
  it('contains the expected files only', async () => {
    const listed = await inScratch((folder) =>
      Promise.resolve(npm(['pack', '--dry-run', '--json', '--ignore-scripts'], root, folder)),
    );
    const names = [...listed.matchAll(/"path": "([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(
      names.filter(
        (name) =>
          !/^(bin|dist|man)\/|^(LICENSE|README\.md|THIRD-PARTY-NOTICES|package\.json|rules\.schema\.json)$/.test(name),
      ),
    ).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining([
        'bin/ecr.js',
        'bin/ecr-local.js',
        'bin/code-cache.js',
        'dist/build',
        'dist/cli.js',
        'dist/call.js',
        'man/ecr.1.gz',
        'man/ecr-local.1.gz',
        'THIRD-PARTY-NOTICES',
        'rules.schema.json',
      ]),
    );
    expect(names.filter((name) => name.startsWith('dist/.') || name.endsWith('.map'))).toEqual([]);
  });

  it('has no install scripts and no dependencies', () => {
    const content = fs.readFileSync(path.join(root, 'package.json'), 'utf8');
    expect(content).not.toMatch(/"(?:preinstall|install|postinstall|prepare|dependencies)":/);
  });

  it('works installed locally, globally and through npx, from any folder, without writing to its own folder', async () => {
    await packed(async (tarball, folder) => {
      const prefix = path.join(folder, 'global');
      npm(['install', '--global', '--prefix', prefix, tarball], folder, folder);
      const local = path.join(folder, 'project');
      fs.mkdirSync(local);
      fs.writeFileSync(path.join(local, 'package.json'), '{}');
      npm(['install', tarball], local, folder);

      const installed = path.join(prefix, 'lib', 'node_modules', 'ecr-cli');
      const state = () => {
        const hash = createHash('sha256');
        for (const file of fs.readdirSync(installed, { recursive: true, encoding: 'utf8' }).sort()) {
          const place = path.join(installed, file);
          hash.update(file).update(fs.statSync(place).isFile() ? fs.readFileSync(place) : '');
        }
        return hash.digest('hex');
      };
      const before = state();
      const right = await run(process.execPath, [path.join(root, 'bin', 'ecr.js'), ...skeleton]);
      const environment = { HOME: folder, npm_config_cache: path.join(folder, '.npm') };
      for (const program of [path.join(prefix, 'bin', 'ecr'), path.join(local, 'node_modules', '.bin', 'ecr')]) {
        expect(await run(program, skeleton, environment, folder)).toEqual(right);
        expect(await run(program, skeleton, environment, folder)).toEqual(right);
      }
      const npx = await run('npx', ['--no-install', 'ecr', ...skeleton], environment, local);
      expect(npx.stdout).toBe(right.stdout);
      const byPackage = await run('npx', ['--no-install', 'ecr-cli', ...skeleton], environment, local);
      expect(byPackage.stdout).toBe(right.stdout);
      const served = await run(
        path.join(prefix, 'bin', 'ecr-local'),
        ['--', path.join(prefix, 'bin', 'ecr'), 'describe-pull-through-cache-rules', '--output', 'text'],
        environment,
        folder,
      );
      expect(served).toEqual({ code: 0, stdout: '', stderr: '' });
      expect(state()).toBe(before);
      expect(fs.existsSync(path.join(prefix, 'share', 'man', 'man1', 'ecr-create-pull-through-cache-rule.1.gz'))).toBe(
        true,
      );
      if (spawnSync('man', ['--version']).status === 0) {
        const page = spawnSync('man', ['ecr-create-pull-through-cache-rule'], {
          env: { ...bareEnvironment(), MANPATH: path.join(prefix, 'share', 'man'), MANPAGER: 'cat', MANWIDTH: '80' },
          encoding: 'utf8',
        });
        expect(page.stdout).toContain('--ecr-repository-prefix');
      }
    });
  });

  it('is installed by the line of README, and used in CI by those of the recipe', async () => {
    const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
    const install = /^\$ (npm pack && .*)$/m.exec(readme)?.[1] ?? '';
    const recipes = fs.readFileSync(path.join(root, 'docs', 'recipes.md'), 'utf8');
    const job = /## Create rules in CI\n[^]*?```sh\n([^]*?)```/.exec(recipes)?.[1] ?? '';
    await inScratch(async (folder) => {
      const checkout = path.join(folder, 'checkout');
      fs.mkdirSync(checkout);
      for (const name of [
        'bin',
        'dist',
        'man',
        'package.json',
        'README.md',
        'LICENSE',
        'THIRD-PARTY-NOTICES',
        'rules.schema.json',
      ])
        fs.cpSync(path.join(root, name), path.join(checkout, name), { recursive: true });
      const settings = {
        npm_config_cache: path.join(folder, '.npm'),
        npm_config_prefix: folder,
        npm_config_offline: 'true',
        npm_config_ignore_scripts: 'true',
        npm_config_loglevel: 'error',
        HOME: folder,
      };
      const environment = { ...settings, PATH: `${folder}/bin:${bareEnvironment()['PATH'] ?? ''}` };
      const installed = await run('bash', ['-ec', install], environment, checkout);
      expect(installed).toMatchObject({ code: 0 });
      fs.rmSync(path.join(folder, 'lib'), { recursive: true });

      // The package is not published yet, so it is installed from the tarball of the first lines.
      const tarball = fs.readdirSync(checkout).find((name) => name.endsWith('.tgz')) ?? '';
      const lines = job.replace('./ecr-cli-*.tgz', path.join(checkout, tarball));
      expect(lines).not.toBe(job);
      const outcome = await run(
        process.execPath,
        [path.join(root, 'bin', 'ecr-local.js'), '--', 'bash', '-ec', lines],
        environment,
        folder,
      );
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
      expect(outcome.stdout).toContain('"ecrRepositoryPrefix": "quay"');
    });
  });

  it('names the inlined packages in THIRD-PARTY-NOTICES', () => {
    const notices = fs.readFileSync(path.join(root, 'THIRD-PARTY-NOTICES'), 'utf8');
    const names = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+ \(/gm)].map((match) => match[1] ?? '');
    expect(names.sort()).toEqual([...inlinedPackages].sort());
  });

  it('has each license in THIRD-PARTY-NOTICES once, whole', () => {
    const notices = fs.readFileSync(path.join(root, 'THIRD-PARTY-NOTICES'), 'utf8');
    const sections = notices.split(/^-{80}$/m).slice(1);
    expect(sections.map((section) => section.trim().split('\n').at(-1)?.trim())).toEqual([
      'END OF TERMS AND CONDITIONS',
      'software or this license, under any kind of legal claim.***',
      'THE SOFTWARE.',
      'ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.',
      'limitations under the License.',
      'Agreement.',
    ]);
    expect(sections[2]).toContain('WITHOUT WARRANTY OF ANY KIND');
    expect(notices).toMatch(/^botocore \(Apache-2\.0\), Copyright/m);
    expect(notices).toMatch(/^CPython \(PSF-2\.0\), Copyright/m);
  });

  it('builds reproducibly, and only into the output folder', async () => {
    await inScratch((folder) => {
      const hashes = (place: string) =>
        Object.fromEntries(
          ['dist', 'man', 'rules.schema.json', 'THIRD-PARTY-NOTICES'].flatMap((name) => {
            const files = fs.statSync(path.join(place, name)).isFile()
              ? [name]
              : fs.readdirSync(path.join(place, name)).map((file) => path.join(name, file));
            return files.map((file) => {
              const content = fs.readFileSync(path.join(place, file));
              return [file, createHash('sha256').update(content).digest('hex')];
            });
          }),
        );
      execFileSync(process.execPath, ['scripts/build.mjs', folder], { cwd: root, stdio: 'ignore' });
      expect(fs.readdirSync(folder).sort()).toEqual(['THIRD-PARTY-NOTICES', 'dist', 'man', 'rules.schema.json']);
      expect(hashes(folder)).toEqual(hashes(root));
      return Promise.resolve();
    });
  });

  it('works without the code cache', async () => {
    const command = `require(${JSON.stringify(path.join(root, 'dist', 'cli.js'))}).run()`;
    const outcome = await run(process.execPath, ['-e', command, 'ecr', ...skeleton]);
    expect(outcome).toEqual(await run(process.execPath, [path.join(root, 'bin', 'ecr.js'), ...skeleton]));
  });
});
