/** A date and a time of day, as written in a text. */
export interface DateTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** The offset from UTC in minutes, positive to the east; undefined if the text has no time zone. */
  readonly offset: number | undefined;
}

/** ISO 8601, with or without `-` and `:`. Cache files of the AWS CLI have `UTC` as the time zone. */
const isoDate =
  /^(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)(?:[Tt ]\s*(?<hour>\d\d)(?::?(?<minute>\d\d)(?::?(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?)?\s*(?<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** The date format of mail and HTTP headers. (RFC 5322) */
const namedMonthDate =
  /^(?:[A-Za-z]{3,9},?\s+)?(?<day>\d\d?)[\s-](?<name>[A-Za-z]{3,9})[\s-](?<year>\d{4})(?:\s+(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?\s*(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$/i;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Parses a date in one of the formats that programs write. The AWS CLI uses Python's dateutil, which also parses dates
 * in prose.
 *
 * @returns undefined for any other text and for a date that does not exist
 */
export function parseDateTime(text: string): DateTime | undefined {
  const trimmed = text.trim();
  const groups = (isoDate.exec(trimmed) ?? namedMonthDate.exec(trimmed))?.groups;
  if (groups === undefined) return undefined;
  const number = (name: string) => Number(groups[name] ?? 0);
  const month = groups['name'] === undefined ? number('month') : monthNumber(groups['name']);
  const [year, day] = [number('year'), number('day')];
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > lastDay) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const microsecond = Number((groups['fraction'] ?? '').slice(0, 6).padEnd(6, '0'));
  return { year, month, day, hour, minute, second, microsecond, offset: zoneOffset(groups['zone']) };
}

/**
 * Parses a date with a time zone.
 *
 * @returns milliseconds since 1970; NaN for a date without a time zone and for any other text
 */
export function parseTime(text: string): number {
  const date = parseDateTime(text);
  if (date?.offset === undefined) return NaN;
  const minute = date.minute - date.offset;
  return Date.UTC(date.year, date.month - 1, date.day, date.hour, minute, date.second, date.microsecond / 1000);
}

function monthNumber(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

function zoneOffset(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
