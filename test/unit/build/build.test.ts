import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { options } from '../../../scripts/build.mjs';
import { checkInlined, inlinedPackages, packagesIn } from '../../../scripts/build/inlined.mjs';
import { noticesOf } from '../../../scripts/build/notices.mjs';
import { stubPlugins, stubs, unusedStubs } from '../../../scripts/build/stubs.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One file of each package in which a stub replaces a module. */
const importers: Readonly<Record<string, readonly string[]>> = {
  debug: ['http-proxy-agent', 'agent-base'],
  'default-credentials': ['@aws-sdk/client-ecr', '@aws-sdk/client-sts', '@aws-sdk/credential-providers'],
  'default-protocol': ['@aws-sdk/client-ecr'],
  'settings-files': ['@smithy/core'],
  'child-process': ['commander'],
  'event-streams': ['@smithy/core'],
  'default-sts': ['@aws-sdk/credential-provider-web-identity'],
};
const fileOf = (name: string) => `${root}/node_modules/${name}/dist/shared-ini-file-loader/index.js`;

describe('the options of the bundler', () => {
  it('have only the plugins of the stubs', () => {
    expect(options.plugins).toBe(stubPlugins);
    expect(options.output.plugins).toBeUndefined();
  });

  it('write chunks that Node loads without a loader', () => {
    expect(options.output).toMatchObject({ format: 'cjs', dynamicImportInCjs: false });
  });
});

describe('the stubs', () => {
  it('are at most six beside the one for debug', () => {
    expect(stubs.filter(({ name }) => name !== 'debug').length).toBeLessThanOrEqual(6);
  });

  it('are plugins that resolve and load, and cannot edit code', () => {
    for (const plugin of stubPlugins) expect(Object.keys(plugin).sort()).toEqual(['load', 'name', 'resolveId']);
  });

  it.each(stubs.map((stub, index) => [stub.name, stub, stubPlugins[index]] as const))(
    '%s replaces exactly one module',
    (name, stub, plugin) => {
      for (const importer of importers[name] ?? []) {
        const id = plugin?.resolveId(stub.module, fileOf(importer)) ?? '';
        expect(plugin?.load(id)).toBe(stub.code);
      }
      expect(plugin?.resolveId(stub.module, `${root}/src/cli.ts`)).toBeNull();
      expect(plugin?.resolveId(stub.module, undefined)).toBeNull();
      for (const other of ['node:fs', './index', 'commander', `${stub.module}/other`])
        expect(plugin?.resolveId(other, fileOf(importers[name]?.[0] ?? ''))).toBeNull();
      for (const id of [stub.module, fileOf('commander'), '\0stub:other']) expect(plugin?.load(id)).toBeNull();
    },
  );

  it('are reported when no import matches them', () => {
    for (const [index, { name, module }] of stubs.entries())
      stubPlugins[index]?.resolveId(module, fileOf(importers[name]?.[0] ?? ''));
    expect(unusedStubs()).toEqual([]);
    expect(unusedStubs(new Set())).toEqual(stubs.map(({ name }) => name));
  });

  it('are in packages that are pinned exactly', () => {
    const content: unknown = JSON.parse(fs.readFileSync(`${root}/package.json`, 'utf8'));
    for (const name of Object.values(importers).flat())
      expect(content, name).toHaveProperty(['devDependencies', name], expect.stringMatching(/^\d/));
  });
});

describe('the list of inlined packages', () => {
  const output = [
    {
      modules: {
        [fileOf('chalk')]: { renderedLength: 10 },
        [`${fileOf('chalk')}/node_modules/@scope/inner/index.js`]: { renderedLength: 10 },
        [fileOf('left-out')]: { renderedLength: 0 },
        '/src/cli.ts': { renderedLength: 10 },
        '\0rolldown/runtime.js': { renderedLength: 10 },
      },
    },
    {},
  ];

  it('has the packages with code in the bundle', () => {
    expect([...packagesIn(output).keys()]).toEqual(['chalk', '@scope/inner']);
  });

  it('is refused with a package missing or added', () => {
    expect(() => {
      checkInlined([...inlinedPackages]);
    }).not.toThrow();
    expect(() => {
      checkInlined([...inlinedPackages, 'new-package']);
    }).toThrow('Only in the bundle: new-package. Only in the list: nothing.');
    expect(() => {
      checkInlined(inlinedPackages.slice(1));
    }).toThrow(`Only in the bundle: nothing. Only in the list: ${inlinedPackages[0] ?? ''}.`);
  });
});

describe('the notices', () => {
  it('cannot be written for a package without a license text', () => {
    expect(noticesOf([`${root}/node_modules/chalk`])).toContain('WITHOUT WARRANTY OF ANY KIND');
    expect(() => noticesOf([`${root}/node_modules/@aws-sdk/nested-clients`])).not.toThrow();
    expect(() => noticesOf([`${root}/node_modules/@aws-sdk/credential-provider-http`])).toThrow(
      'The package @aws-sdk/credential-provider-http has no license text.',
    );
  });
});
