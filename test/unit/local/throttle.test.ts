import { describe, expect, it } from 'vitest';

import { Throttle } from '../../../src/local/throttle.ts';

/** A throttle on a clock that the test sets, in milliseconds. */
function throttleOf(limit: number) {
  let now = 0;
  const throttle = new Throttle(limit, () => now);
  return {
    at: (milliseconds: number, requests = 1) => {
      now = milliseconds;
      return Array.from({ length: requests }, () => throttle.accept());
    },
  };
}

describe('Throttle', () => {
  it('accepts as many requests as the limit allows and refuses the next', () => {
    expect(throttleOf(3).at(0, 5)).toEqual([true, true, true, false, false]);
  });

  it('accepts requests again once a second has passed', () => {
    const { at } = throttleOf(2);
    expect(at(0, 3)).toEqual([true, true, false]);
    expect(at(999)).toEqual([false]);
    expect(at(1000, 3)).toEqual([true, true, false]);
  });

  it('accepts requests after the clock was set back', () => {
    const { at } = throttleOf(1);
    expect(at(100_000)).toEqual([true]);
    expect(at(0)).toEqual([true]);
  });

  it('counts the requests of the last second, wherever that second begins', () => {
    const { at } = throttleOf(2);
    expect(at(0)).toEqual([true]);
    expect(at(900, 2)).toEqual([true, false]);
    expect(at(1100, 2)).toEqual([true, false]);
    expect(at(1900, 2)).toEqual([true, false]);
  });

  it('does not count refused requests', () => {
    const { at } = throttleOf(1);
    expect(at(0)).toEqual([true]);
    expect(at(500, 100)).not.toContain(true);
    expect(at(1000)).toEqual([true]);
  });
});
