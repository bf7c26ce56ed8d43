import { GeneralError } from '../errors.ts';
import type { Value } from '../values.ts';

/**
 * The wire form of a timestamp (seconds since 1970 with a fraction, or a date as text) as ISO 8601 in the local
 * time zone, with the microseconds that the service sent. (AWS CLI behaviour)
 *
 * @throws GeneralError when it is no date
 */
export function isoTimestamp(wire: Value): string {
  const seconds = typeof wire === 'number' ? wire : typeof wire === 'string' && wire.trim() !== '' ? Number(wire) : NaN;
  const microseconds = Number.isNaN(seconds) && typeof wire === 'string' ? Date.parse(wire) * 1000 : Math.round(seconds * 1e6);
  const date = new Date(Math.floor(microseconds / 1000));
  if (Number.isNaN(date.getTime())) throw new GeneralError(`Invalid timestamp "${typeof wire === 'string' ? wire : JSON.stringify(wire)}"`);

  const fraction = ((microseconds % 1e6) + 1e6) % 1e6;
  const two = (number: number) => String(number).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day}T${time}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}${zone}`;
}
