import { pythonQuoted } from '../python/repr.ts';
import { GeneralError } from '../model/errors.ts';
import type { Listing } from './page-options.ts';
import { requestToken, writeToken } from './page-token.ts';
import { writeJson } from '../python/json.ts';
import { isList, type Page, type Parameters, type Value, type ValueMap } from '../model/values.ts';

/**
 * Fetches the pages of a listing, up to the last one or to --max-items. In the second case, the last page has a token
 * to resume with. (botocore/paginate.py)
 *
 * @param call fetches one page
 * @param first the parameters of the first page
 * @throws GeneralError if the service returns the same token twice
 */
export async function* fetchPages(
  call: (parameters: Parameters) => Promise<ValueMap>,
  first: Parameters,
  { paginator, maxItems, start }: Listing,
): AsyncGenerator<Page> {
  const { inputToken, outputToken, resultKey } = paginator;
  let { token } = start;
  let skip = start.skip;
  let parameters = first;
  let before: Value | undefined;
  let printed = 0;
  for (;;) {
    const response = await call(parameters);
    const listed = response[resultKey];
    const entries = isList(listed) ? listed.slice(skip) : undefined;
    const page = entries === undefined ? response : { ...response, [resultKey]: entries };
    const count = entries?.length ?? 0;
    const surplus = maxItems === undefined ? 0 : printed + count - maxItems;
    if (surplus > 0) {
      const kept = count - surplus;
      yield {
        result: { ...page, [resultKey]: entries?.slice(0, kept) ?? [] },
        resumeToken: writeToken(token, kept + skip),
      };
      return;
    }
    printed += count;
    const next = response[outputToken];
    token = { [inputToken]: next ?? null };
    const enough = Boolean(next) && printed === maxItems;
    yield enough ? { result: page, resumeToken: writeToken(token) } : { result: page };
    if (!next || enough) return;
    if (before === next)
      throw new GeneralError(
        `Error during pagination: The same next token was received twice: {${pythonQuoted(inputToken)}: ` +
          `${typeof next === 'string' ? pythonQuoted(next) : writeJson(next, 'inline')}}`,
      );
    before = next;
    parameters = { ...parameters, ...requestToken(token) };
    skip = 0;
  }
}
