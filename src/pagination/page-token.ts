import { GeneralError } from '../model/errors.ts';
import type { Paginator } from '../model/shapes.ts';
import { isMap, type ValueMap } from '../model/values.ts';
import { parseJson, writeAsciiJson } from '../python/json.ts';

/** Where a listing starts: the service's token of a page, and the number of its items that were printed before. */
export interface PageStart {
  readonly token: ValueMap;
  readonly skip: number;
}

/** The entry that the AWS CLI adds to the service's token where it cuts a page. (botocore/paginate.py) */
const skipKey = 'boto_truncate_amount';

/** The parts of a token that go into a request. (botocore) */
export function requestToken(token: ValueMap): ValueMap {
  return Object.fromEntries(Object.entries(token).filter(([, value]) => value !== null && value !== 'None'));
}

/** Writes a token in the AWS CLI's form: JSON in Base64. */
export function writeToken(token: ValueMap, skip?: number): string {
  const entries = Object.entries(skip === undefined ? token : { ...token, [skipKey]: skip });
  const json = `{${entries.map(([name, value]) => `${writeAsciiJson(name)}: ${writeAsciiJson(value)}`).join(', ')}}`;
  return Buffer.from(json).toString('base64');
}

/**
 * Reads a token: one from `writeToken`, one in the AWS CLI's older form `TOKEN___SKIP`, or the service's own.
 *
 * @throws GeneralError for one in the older form with too many parts
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

/** The map that the text is in Base64 and JSON, as Python reads them; undefined for any other text. */
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
