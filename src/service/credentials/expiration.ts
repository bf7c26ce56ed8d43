/**
 * When credentials or a token in a cache file are over; NaN where it is no date. The AWS CLI writes the zone as `UTC`.
 *
 * @returns milliseconds since 1970
 */
export function expirationTime(written: string): number {
  return Date.parse(written.endsWith('UTC') ? `${written.slice(0, -'UTC'.length).trimEnd()}Z` : written);
}
