import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { bareEnvironment, ecr, ecrLocal, finished, inScratch } from '../support/run.ts';
import { hasTerminal, Terminal } from '../support/terminal.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A program that counts the signals that it gets. It ends a moment after the first one. */
const counter = `const seen = {};
for (const signal of ${JSON.stringify(signals)}) process.on(signal, () => {
  seen[signal] = (seen[signal] ?? 0) + 1;
  setTimeout(() => { console.log('seen', JSON.stringify(seen)); process.exit(7); }, 1000);
});
setInterval(() => {}, 1000);
console.log('ready');
`;

describe('a command under ecr-local', () => {
  it.each(signals)('gets %s once when ecr-local gets it without a terminal', async (signal) => {
    // A process group and a session of its own, without the terminal of the person who runs the tests.
    const child = spawn(process.execPath, [ecrLocal, '--', process.execPath, '-e', counter], {
      detached: true,
      env: bareEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.kill(signal));
    expect(await finished(child)).toEqual({ code: 7, stdout: `ready\nseen {"${signal}":1}\n`, stderr: '' });
  });

  it.skipIf(!hasTerminal)('gets Ctrl-C of a terminal once', async () => {
    await inScratch(async (folder) => {
      const script = path.join(folder, 'counter.cjs');
      fs.writeFileSync(script, counter);
      const terminal = new Terminal(`${process.execPath} ${ecrLocal} -- ${process.execPath} ${script}`, {});
      await terminal.shows('ready');
      terminal.type('C-c');
      await terminal.shows('ended with 7');
      expect(terminal.screen()).toContain('seen {"SIGINT":1}');
      terminal.close();
    });
  });

  it.skipIf(!hasTerminal)('gets SIGHUP once when its terminal is closed', async () => {
    await inScratch(async (folder) => {
      const [script, result] = [path.join(folder, 'counter.cjs'), path.join(folder, 'result')];
      const write = `require('fs').writeFileSync(${JSON.stringify(result)}, JSON.stringify(seen))`;
      fs.writeFileSync(script, counter.replace(/console\.log\('seen'.*?\)\);/, `${write};`));
      const terminal = new Terminal(`${process.execPath} ${ecrLocal} -- ${process.execPath} ${script}`, {});
      await terminal.shows('ready');
      terminal.close();
      while (!fs.existsSync(result)) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(fs.readFileSync(result, 'utf8')).toBe('{"SIGHUP":1}');
    });
  });

  it.skipIf(!hasTerminal)('prints its summary after Ctrl-C: ecr apply', async () => {
    await inScratch(async (folder) => {
      const rules = Array.from({ length: 20 }, (_, number) => ({
        ecrRepositoryPrefix: `rule-${String(number)}`,
        upstreamRegistryUrl: 'quay.io',
      }));
      fs.writeFileSync(path.join(folder, 'rules.json'), JSON.stringify(rules));
      const state = path.join(folder, 'state.json');
      const apply = `"${ecr}" apply --rules file://rules.json --regions us-east-1 us-east-2 --concurrency 1 --output off`;
      const command = `cd ${folder} && node "${ecrLocal}" --latency 500 --state ${state} -- node ${apply}`;
      const terminal = new Terminal(command, {}, { width: 120 });
      while (!fs.existsSync(state)) await new Promise((resolve) => setTimeout(resolve, 50));
      terminal.type('C-c');
      await terminal.shows('ended with 130');
      expect(terminal.screen()).toMatch(/^2 registries: \d+ created/m);
      terminal.close();
    });
  });
});

describe('ecr-local as a server', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('ends with %s and leaves no lock', async (signal, code) => {
    await inScratch(async (folder) => {
      const child = spawn(process.execPath, [ecrLocal, '--state', path.join(folder, 'rules.json')], {
        env: bareEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.once('data', () => child.kill(signal));
      expect(await finished(child)).toMatchObject({ code, stderr: '' });
      expect(fs.readdirSync(folder)).toEqual([]);
    });
  });
});
