import { GeneralError } from '../model/errors.ts';
import type { Paginator } from '../model/shapes.ts';
import { isMap, type ValueMap } from '../model/values.ts';
import { parseJson, writeAsciiJson } from '../python/json.ts';

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
