import { GeneralError } from '../model/errors.ts';
import type { timestampFormats } from '../model/options.ts';
import { Numeral, type Value } from '../model/values.ts';
import { parseDateTime } from '../python/dateutil.ts';
import { roundHalfEven } from '../python/integers.ts';
import { writeJson } from '../python/json.ts';

/** Returns a function that converts timestamps of a response to the format for printing. */
export function timestampReader(format: (typeof timestampFormats)[number]): (wire: Value) => Value {
  return format === 'iso8601' ? isoTimestamp : (wire) => wire;
}

/**
 * Converts a timestamp of a response to ISO 8601. Seconds since 1970 are printed in the local time zone, with
 * microseconds. A date in text form keeps its time zone, if it has one. (AWS CLI behavior)
 *
 * @throws GeneralError for a value that is not a date
 */
export function isoTimestamp(wire: Value): string {
  if (typeof wire === 'string') {
    const trimmed = wire.trim();
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed)) return fromSeconds(Number(trimmed), wire);
    return fromText(wire);
  }
  if (typeof wire === 'boolean') return fromSeconds(Number(wire), String(wire));
  if (typeof wire === 'number' || wire instanceof Numeral) return fromSeconds(Number(wire), writeJson(wire, 'inline'));
  throw new GeneralError(`Invalid timestamp "${writeJson(wire, 'inline')}": it is neither a number nor a text`);
}

const firstSecond = -62135596800;
const microsecondsPerSecond = 1_000_000;

function fromSeconds(timestamp: number, wire: string): string {
  if (Number.isNaN(timestamp)) throw new GeneralError('Invalid value NaN (not a number)');
  // Python rounds only the fraction, half to even.
  let seconds = Math.trunc(timestamp);
  let microseconds = roundHalfEven((timestamp - seconds) * microsecondsPerSecond);
  if (microseconds < 0 || microseconds >= microsecondsPerSecond) {
    const step = microseconds < 0 ? -1 : 1;
    seconds += step;
    microseconds -= step * microsecondsPerSecond;
  }
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) throw new GeneralError(`Unable to calculate correct timezone offset for "${wire}"`);
  if (seconds < firstSecond || date.getFullYear() > 9999)
    throw new GeneralError(`year must be in 1..9999, not ${String(date.getFullYear())}`);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()] as const;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()] as const;
  return written(day, time, microseconds, zone(-date.getTimezoneOffset()));
}

function fromText(wire: string): string {
  const date = parseDateTime(wire);
  if (date === undefined) {
    const reason = wire.trim() === '' ? 'String does not contain a date: ' : `Unknown string format: ${wire}`;
    throw new GeneralError(`Invalid timestamp "${wire}": ${reason}`);
  }
  const { year, month, day, hour, minute, second, microsecond, offset } = date;
  return written([year, month, day], [hour, minute, second], microsecond, offset === undefined ? '' : zone(offset));
}

/** @param offset in minutes east of Greenwich */
function zone(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

type Triple = readonly [number, number, number];

function written(
  [year, month, day]: Triple,
  [hour, minute, second]: Triple,
  microseconds: number,
  zoneText: string,
): string {
  const fraction = microseconds === 0 ? '' : `.${digits(microseconds, 6)}`;
  return `${digits(year, 4)}-${digits(month)}-${digits(day)}T${digits(hour)}:${digits(minute)}:${digits(second)}${fraction}${zoneText}`;
}

function digits(number: number, count = 2): string {
  return String(number).padStart(count, '0');
}
