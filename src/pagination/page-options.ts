import type { Invocation } from '../command-line/invocation.ts';
import { ParameterError } from '../model/errors.ts';
import { completed, typedParameters } from '../input/parameters.ts';
import { wholeInput } from '../input/whole-input.ts';
import type { Io } from '../platform/io.ts';
import type { Paginator } from '../model/shapes.ts';
import type { Parameters } from '../model/values.ts';
import { readToken, requestToken, type PageStart } from './page-token.ts';

/** The pagination of a listing. */
export interface Listing {
  readonly paginator: Paginator;
  /** The maximum number of items to print. */
  readonly maxItems: number | undefined;
  /** The start of the listing. */
  readonly start: PageStart;
}

/**
 * Returns the parameters of the first page of a listing, and its pagination.
 *
 * @throws ParameterError if a value is invalid, a file cannot be read, or options contradict each other
 */
export async function readListing(
  invocation: Invocation,
  paginator: Paginator,
  io: Io,
): Promise<{ readonly parameters: Parameters; readonly listing: Listing | undefined }> {
  checkListingOptions(invocation, paginator);
  const typed = typedParameters(invocation, io);
  await warnOfMaxItems(invocation, io);
  return planListing(invocation, paginator, completed(typed, await wholeInput(invocation, io)));
}

/** @throws ParameterError if a pagination option is combined with an option that requests a single page */
function checkListingOptions({ options, globals, members }: Invocation, paginator: Paginator): void {
  if (globals.paginate !== false && !requestsPage(paginator, (name) => members.has(name))) return;
  // In Python, 0 and the empty string are false, so the AWS CLI ignores them.
  const present = [
    options.startingToken ? '--starting-token' : [],
    options.pageSize ? '--page-size' : [],
    options.maxItems ? '--max-items' : [],
  ].flat();
  if (present.length > 0)
    throw new ParameterError(`Cannot specify --no-paginate along with pagination arguments: ${present.join(', ')}`);
}

/** Warns of a --max-items that is not positive. The AWS CLI warns even if the option has no effect. */
async function warnOfMaxItems({ options: { maxItems } }: Invocation, io: Io): Promise<void> {
  if (maxItems !== undefined && maxItems <= 0)
    await io.stderr.write('warning: Non-positive values for --max-items may result in undefined behavior.\n');
}

/** @returns the parameters of the first page, and the pagination; undefined for a single page */
function planListing(
  invocation: Invocation,
  paginator: Paginator,
  parameters: Parameters,
): { parameters: Parameters; listing: Listing | undefined } {
  const { startingToken, pageSize, maxItems } = invocation.options;
  if (invocation.globals.paginate === false || requestsPage(paginator, (name) => Object.hasOwn(parameters, name))) {
    // Here, the AWS CLI passes its pagination settings as a parameter, which the parameter validation rejects.
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

/** Returns whether the pagination members of the API request a single page. */
function requestsPage({ inputToken, limitKey }: Paginator, isPresent: (name: string) => boolean): boolean {
  return isPresent(inputToken) || isPresent(limitKey);
}
