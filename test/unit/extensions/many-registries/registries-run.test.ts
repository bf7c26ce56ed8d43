import { expect, it } from 'vitest';

import { createProgress } from '../../../../src/extensions/many-registries/registries-run.ts';

it('counts registries and failures, and says how long the rest will take', () => {
  const shown: string[] = [];
  let time = 0;
  const progress = createProgress({
    status: { show: (text) => void shown.push(text), clear: () => void shown.push('') },
    now: () => new Date(time),
  });
  progress.start(4);
  time = 40_000;
  progress.advance(false);
  time = 44_000;
  progress.advance(true);
  progress.stop();
  expect(shown).toEqual([
    '------------------------ 0 of 4 registries, 0 failed',
    '######------------------ 1 of 4 registries, 0 failed, 2m0s left',
    '############------------ 2 of 4 registries, 1 failed, 44s left',
    '',
  ]);
});

it('shows nothing without a terminal', () => {
  const progress = createProgress({ status: undefined, now: () => new Date(0) });
  expect(() => {
    progress.start(0);
    progress.advance(true);
    progress.stop();
  }).not.toThrow();
});
