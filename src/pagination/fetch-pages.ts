import { pythonQuoted } from '../python/repr.ts';
import { GeneralError } from '../model/errors.ts';
import { sent, writeToken, type Listing } from './page-options.ts';
import { writeJson } from '../python/json.ts';
import { isList, type Page, type Parameters, type Value, type ValueMap } from '../model/values.ts';

/**
 * Goes through a listing, page by page, until there is no more or as many entries are there as were asked for; then
 * the last page says where to go on. (botocore behaviour)
 *
 * @param call asks for one page
 * @param first the parameters of the first page
 * @throws GeneralError when the service goes round in circles
 */
export async function* listPages(
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
    const answer = await call(parameters);
    const listed = answer[resultKey];
    const entries = isList(listed) ? listed.slice(skip) : undefined;
    const page = entries === undefined ? answer : { ...answer, [resultKey]: entries };
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
    const next = answer[outputToken];
    token = { [inputToken]: next ?? null };
    const enough = Boolean(next) && printed === maxItems;
    yield enough ? { result: page, resumeToken: writeToken(token) } : { result: page };
    if (!next || enough) return;
    if (before === next)
      throw new GeneralError(
        `Error during pagination: The same next token was received twice: {${pythonQuoted(inputToken)}: ${typeof next === 'string' ? pythonQuoted(next) : writeJson(next, 'inline')}}`,
      );
    before = next;
    parameters = { ...parameters, ...sent(token) };
    skip = 0;
  }
}
