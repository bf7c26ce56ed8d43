import { describe, expect, it } from 'vitest';

import { GeneralError, PagerError } from '../../../src/model/errors.ts';
import { operationByName, operations } from '../../../src/model/operations.ts';
import { unexpectedError } from '../../../src/platform/unexpected-error.ts';
import { printResult, valueReader } from '../../../src/output/effect-note.ts';

const create = operationByName('CreatePullThroughCacheRule');
const describeRules = operationByName('DescribePullThroughCacheRules');

const failure = async (operation: typeof create, error: Error): Promise<unknown> =>
  printResult(operation, () => Promise.reject(error), {}).catch((thrown: unknown) => thrown);

describe('an error after a successful call', () => {
  it.each([
    ['CreatePullThroughCacheRule', 'The rule was created before this error occurred.'],
    ['UpdatePullThroughCacheRule', 'The rule was updated before this error occurred.'],
    ['DeletePullThroughCacheRule', 'The rule was deleted before this error occurred.'],
    ['DescribePullThroughCacheRules', undefined],
    ['ValidatePullThroughCacheRule', undefined],
  ])('has the note after %s: %j', async (name, note) => {
    const error = new GeneralError('wrong');
    expect(await failure(operationByName(name), error)).toBe(error);
    expect(error.note).toBe(note);
  });

  it('has a note for every operation', () => {
    expect(operations).toHaveLength(5);
  });

  it('has a note even when it is a bug', async () => {
    const bug = new RangeError('Invalid string length');
    expect(await failure(create, bug)).toBe(bug);
    expect(unexpectedError(bug, {})).toMatchObject({ note: 'The rule was created before this error occurred.' });
    expect(unexpectedError(new RangeError('other'), {}).note).toBeUndefined();
  });

  it('keeps an existing note', async () => {
    const error = new GeneralError('wrong');
    error.note = 'The rule was not checked.';
    await failure(create, error);
    expect(error.note).toBe('The rule was not checked.');
  });

  it('has no note when the result was printed', async () => {
    const pager = new PagerError('no pager');
    expect(await failure(create, pager)).toBe(pager);
    expect(pager.note).toBeUndefined();
  });

  it('may be an unreadable value in the response', () => {
    const read = () => {
      throw new GeneralError('Invalid timestamp');
    };
    expect(() => valueReader(create, read)(1)).toThrow(
      expect.objectContaining({ note: 'The rule was created before this error occurred.' }),
    );
    expect(() => valueReader(describeRules, read)(1)).toThrow(expect.objectContaining({ note: undefined }));
    expect(valueReader(create, String)(1)).toBe('1');
  });
});
