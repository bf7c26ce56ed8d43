import type { Invocation } from '../command-line/invocation.ts';
import { ParameterError } from '../model/errors.ts';
import { completed, typedParameters } from '../input/parameters.ts';
import { wholeInput } from '../input/whole-input.ts';
import type { Io } from '../platform/io.ts';
import type { Paginator } from '../model/shapes.ts';
import type { Parameters } from '../model/values.ts';
import { readToken, requestToken, type PageStart } from './page-token.ts';

/** How a listing is fetched. */
export interface Listing {
  readonly paginator: Paginator;
  /** The most items to print. */
  readonly maxItems: number | undefined;
  /** Where the listing starts. */
  readonly start: PageStart;
}

/**
 * The parameters of a listing's first page, and how the listing continues.
 *
 * @throws ParameterError when a value or a file cannot be read, or options contradict each other
 */
export async function readListing(
  invocation: Invocation,
  paginator: Paginator,
  io: Io,
): Promise<{ readonly parameters: Parameters; readonly listing: Listing | undefined }> {
  checkListingOptions(invocation, paginator);
  const typed = await typedParameters(invocation, io);
  await warnOfMaxItems(invocation, io);
  return planListing(invocation, paginator, completed(typed, await wholeInput(invocation, io)));
}

/** @throws ParameterError when a pagination option is used with one that requests a single page */
function checkListingOptions({ options, globals, members }: Invocation, paginator: Paginator): void {
  if (globals.paginate !== false && !requestsPage(paginator, (name) => members.has(name))) return;
  // As in Python, 0 and the empty text are false, so that they do not count.
  const present = [
    options.startingToken ? '--starting-token' : [],
    options.pageSize ? '--page-size' : [],
    options.maxItems ? '--max-items' : [],
  ].flat();
  if (present.length > 0)
    throw new ParameterError(`Cannot specify --no-paginate along with pagination arguments: ${present.join(', ')}`);
}

/** The AWS CLI prints this also where the option is not used. */
async function warnOfMaxItems({ options: { maxItems } }: Invocation, io: Io): Promise<void> {
  if (maxItems !== undefined && maxItems <= 0)
    await io.stderr.write('warning: Non-positive values for --max-items may result in undefined behavior.\n');
}

/** @returns the first page's parameters, and the listing to fetch; undefined for a single page */
function planListing(
  invocation: Invocation,
  paginator: Paginator,
  parameters: Parameters,
): { parameters: Parameters; listing: Listing | undefined } {
  const { startingToken, pageSize, maxItems } = invocation.options;
  if (invocation.globals.paginate === false || requestsPage(paginator, (name) => Object.hasOwn(parameters, name))) {
    // In this case the AWS CLI passes its own pagination settings on as a parameter, which the check then refuses.
    const isRefused = [startingToken, pageSize, maxItems].some((option) => option !== undefined);
    return { parameters: isRefused ? { ...parameters, PaginationConfig: 'unused' } : parameters, listing: undefined };
  }
  const start =
    startingToken === undefined
      ? { token: { [paginator.inputToken]: null }, skip: 0 }
      : readToken(startingToken, paginator);
  const first = {
    ...parameters,
    ...requestToken(start.token),
    ...(pageSize === undefined ? {} : { [paginator.limitKey]: pageSize }),
  };
  return { parameters: first, listing: { paginator, maxItems, start } };
}

/** Whether the API's own members request a single page. */
function requestsPage({ inputToken, limitKey }: Paginator, isPresent: (name: string) => boolean): boolean {
  return isPresent(inputToken) || isPresent(limitKey);
}
