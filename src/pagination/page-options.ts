import type { Invocation } from '../command-line/invocation.ts';
import { GeneralError, ParameterError } from '../model/errors.ts';
import { completed, typedParameters } from '../input/parameters.ts';
import { wholeInput } from '../input/whole-input.ts';
import type { Io } from '../platform/io.ts';
import { parseJson, writeAsciiJson } from '../python/json.ts';
import type { Paginator } from '../model/shapes.ts';
import { isMap, type Parameters, type ValueMap } from '../model/values.ts';

/** How a listing is gone through, page by page. */
export interface Listing {
  readonly paginator: Paginator;
  /** How many entries to print at most. */
  readonly maxItems: number | undefined;
  /** Where the listing starts. */
  readonly start: Start;
}

/** What a token of the AWS CLI says: the service's token for a page, and how many of its entries were printed already. */
export interface Start {
  readonly token: ValueMap;
  readonly skip: number;
}

/** The entry that the AWS CLI adds to the service's token where it cuts a page. */
const cutAt = 'boto_truncate_amount';

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

/**
 * @throws ParameterError when options for going through pages stand beside one that asks for a single page
 */
function checkListingOptions({ options, globals, members }: Invocation, paginator: Paginator): void {
  if (globals.paginate !== false && !asksForPage(paginator, (name) => members.has(name))) return;
  // The AWS CLI goes by Python's truth: 0 and the empty text do not count as given.
  const given = [
    options.startingToken ? '--starting-token' : [],
    options.pageSize ? '--page-size' : [],
    options.maxItems ? '--max-items' : [],
  ].flat();
  if (given.length > 0)
    throw new ParameterError(`Cannot specify --no-paginate along with pagination arguments: ${given.join(', ')}`);
}

/** The AWS CLI's warning; like there, whatever comes of the option then. */
async function warnOfMaxItems({ options: { maxItems } }: Invocation, io: Io): Promise<void> {
  if (maxItems !== undefined && maxItems <= 0)
    await io.stderr.write('warning: Non-positive values for --max-items may result in undefined behavior.\n');
}

/**
 * Turns the options for going through pages into the first page's parameters and a plan for the rest; without a plan,
 * a single page was asked for.
 */
function planListing(
  invocation: Invocation,
  paginator: Paginator,
  parameters: Parameters,
): { parameters: Parameters; listing: Listing | undefined } {
  const { startingToken, pageSize, maxItems } = invocation.options;
  if (invocation.globals.paginate === false || asksForPage(paginator, (name) => Object.hasOwn(parameters, name))) {
    // An input that holds a token meets options for pages here, and the AWS CLI then has its own plan for a parameter.
    const planned = [startingToken, pageSize, maxItems].some((option) => option !== undefined);
    return { parameters: planned ? { ...parameters, PaginationConfig: 'unused' } : parameters, listing: undefined };
  }
  const start =
    startingToken === undefined
      ? { token: { [paginator.inputToken]: null }, skip: 0 }
      : readToken(startingToken, paginator);
  const first = {
    ...parameters,
    ...sent(start.token),
    ...(pageSize === undefined ? {} : { [paginator.limitKey]: pageSize }),
  };
  return { parameters: first, listing: { paginator, maxItems, start } };
}

/** Whether a single page is asked for by the API's own means. */
function asksForPage({ inputToken, limitKey }: Paginator, isGiven: (name: string) => boolean): boolean {
  return isGiven(inputToken) || isGiven(limitKey);
}

/** The parts of a token that go into a request. (botocore behaviour) */
export function sent(token: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(token).filter(([, value]) => value !== null && value !== 'None'));
}

/** Writes a token that the AWS CLI can read, too: JSON in Base64. */
export function writeToken(token: ValueMap, skip?: number): string {
  const entries = Object.entries(skip === undefined ? token : { ...token, [cutAt]: skip });
  const json = `{${entries.map(([name, value]) => `${writeAsciiJson(name)}: ${writeAsciiJson(value)}`).join(', ')}}`;
  return Buffer.from(json).toString('base64');
}

/**
 * Reads a token: one that `writeToken` wrote, one of the AWS CLI's older form `TOKEN___SKIP`, or else the service's own.
 *
 * @throws GeneralError for one in the older form that has too many parts
 */
export function readToken(text: string, { inputToken }: Paginator): Start {
  const decoded = decode(text);
  if (decoded !== undefined) {
    const { [cutAt]: skip, ...token } = decoded;
    return { token, skip: typeof skip === 'number' ? skip : 0 };
  }
  const parts = text.split('___');
  if (parts.length > 2) throw new GeneralError(`Bad starting token: ${text}`);
  const [token = '', skip] = parts;
  if (skip === undefined || !/^\s*[+-]?\d+\s*$/.test(skip))
    return { token: { [inputToken]: text === 'None' ? null : text }, skip: 0 };
  return { token: { [inputToken]: token === 'None' ? null : token }, skip: Number(skip) };
}

/** What Python's Base64 and JSON make of the text, where that is a map. */
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
