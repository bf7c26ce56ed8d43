import type { Invocation } from '../command-line/invocation.ts';
import { completed, typedParameters } from '../input/parameters.ts';
import { wholeInput } from '../input/whole-input.ts';
import { GeneralError, ParameterError } from '../model/errors.ts';
import type { Paginator } from '../model/shapes.ts';
import { isMap, type Parameters, type ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { parseJson, writeAsciiJson } from '../python/json.ts';

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

/** The start of a listing: the service's token of a page, and the number of its items to skip. */
export interface PageStart {
  readonly token: ValueMap;
  readonly skip: number;
}

/** The entry that the AWS CLI adds to the service's token when it truncates a page. (botocore/paginate.py) */
const skipKey = 'boto_truncate_amount';

/** Returns the entries of a token that belong to the request. (botocore) */
export function requestToken(token: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(token).filter(([, value]) => value !== null && value !== 'None'));
}

/** Encodes a token as the AWS CLI does: JSON in Base64. */
export function writeToken(token: ValueMap, skip?: number): string {
  const entries = Object.entries(skip === undefined ? token : { ...token, [skipKey]: skip });
  const json = `{${entries.map(([name, value]) => `${writeAsciiJson(name)}: ${writeAsciiJson(value)}`).join(', ')}}`;
  return Buffer.from(json).toString('base64');
}

/**
 * Decodes a token from `writeToken`, a token in the AWS CLI's older format `TOKEN___SKIP`, or a token of the service.
 *
 * @throws GeneralError for a token in the older format with too many parts
 */
export function readToken(text: string, { inputToken }: Paginator): PageStart {
  const decoded = decode(text);
  if (decoded !== undefined) {
    const { [skipKey]: skip, ...token } = decoded;
    return { token, skip: typeof skip === 'number' ? skip : 0 };
  }
  const parts = text.split('___');
  if (parts.length > 2) throw new GeneralError(`Bad starting token: ${text}`);
  const [token = '', skip] = parts;
  const isOlderForm = skip !== undefined && /^\s*[+-]?\d+\s*$/.test(skip);
  const value = isOlderForm ? token : text;
  return { token: { [inputToken]: value === 'None' ? null : value }, skip: isOlderForm ? Number(skip) : 0 };
}

/** Decodes a JSON object in Base64 as Python does; returns undefined for any other text. */
function decode(text: string): ValueMap | undefined {
  const letters = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (letters.length % 4 !== 0) return undefined;
  try {
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(letters, 'base64')));
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
