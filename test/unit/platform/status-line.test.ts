import fs from 'node:fs';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { TerminalStatusLine } from '../../../src/platform/status-line.ts';

const erase = '\r\u001b[K';
let written = '';

beforeEach(() => {
  written = '';
});
afterEach(() => {
  vi.restoreAllMocks();
});

function line(columns = 0): TerminalStatusLine {
  vi.spyOn(fs, 'writeSync').mockImplementation((_, text) => (written += text).length);
  return new TerminalStatusLine(() => columns);
}

const take = () => {
  const text = written;
  written = '';
  return text;
};

it('replaces its text and is erased', () => {
  const status = line();
  status.show('one');
  status.show('two');
  expect(take()).toBe(`${erase}one${erase}two`);
  status.clear();
  status.clear();
  expect(take()).toBe(erase);
});

it('fits the terminal', () => {
  line(10).show('0123456789');
  expect(take()).toBe(`${erase}012345...`);
});

it('makes room for a message, and is drawn again after it', () => {
  const status = line();
  status.hide();
  status.draw();
  expect(take()).toBe('');
  status.show('one');
  take();
  status.hide();
  expect(take()).toBe(erase);
  status.draw();
  expect(take()).toBe(`${erase}one`);
});

it('stays away during questions, and then shows what was last to be shown', async () => {
  const status = line();
  status.show('one');
  take();
  const answers: (() => void)[] = [];
  const ask = () => status.pauseDuring(() => new Promise<void>((resolve) => answers.push(resolve)));
  const questions = [ask(), ask()];
  expect(take()).toBe(erase);
  status.show('two');
  answers[0]?.();
  await questions[0];
  expect(take()).toBe('');
  answers[1]?.();
  await questions[1];
  expect(take()).toBe(`${erase}two`);
});

it('is dropped when it cannot be written', () => {
  vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw new Error('EIO');
  });
  expect(() => {
    new TerminalStatusLine(() => 80).show('one');
  }).not.toThrow();
});
