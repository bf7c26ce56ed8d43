import { GeneralError } from '../model/errors.ts';
import { isList, type Page, type Parameters, type ValueMap } from '../model/values.ts';
import { pythonQuoted } from '../python/strings.ts';
import { isFalsy } from '../python/truth.ts';
import { parameterProblems } from '../validation/check.ts';
import { shapeProblems } from '../validation/shape-check.ts';
import { type Listing, requestToken, writeToken } from './page-options.ts';

/**
 * Fetches the pages of a listing, up to the last one or to --max-items. In the second case, the last page has a token
 * to resume with. (botocore/paginate.py)
 *
 * @param call fetches one page
 * @param first the parameters of the first page
 * @throws ParameterError if the service returns a token that is not a string, GeneralError if it returns one again
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
  const seen = new Set<string>();
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
    const next = response[outputToken] ?? null;
    token = { [inputToken]: next };
    const isLast = isFalsy(next);
    const enough = !isLast && printed === maxItems;
    yield enough ? { result: page, resumeToken: writeToken(token) } : { result: page };
    if (isLast || enough) return;
    if (typeof next !== 'string') throw parameterProblems(shapeProblems(next, { type: 'string' }, inputToken));
    // botocore compares with the token before only, and so does not end for tokens that alternate.
    if (seen.has(next))
      throw new GeneralError(
        `Error during pagination: The same next token was received twice: {${pythonQuoted(inputToken)}: ${pythonQuoted(next)}}`,
      );
    seen.add(next);
    parameters = { ...parameters, ...requestToken(token) };
    skip = 0;
  }
}
