import { GeneralError } from '../model/errors.ts';
import type { Shape, StructureShape } from '../model/shapes.ts';
import { isList, isMap, type Value, type ValueMap } from '../model/values.ts';
import { withMaskedMembers } from '../platform/masks.ts';

/** Turns a timestamp of a response into what is printed. */
export type TimestampReader = (wire: Value) => Value;

/**
 * Reads a response by its shape in the model: members in the model's order; members outside the model and nulls are
 * left out; everything else stays as the service sends it. (AWS CLI behavior)
 *
 * @throws GeneralError when the response does not have the shape
 */
export function readResponse(value: Value, shape: StructureShape, readTimestamp: TimestampReader): ValueMap {
  if (!isMap(value))
    throw new GeneralError(`Unable to parse response, expected a map: ${excerpt(JSON.stringify(value))}`);
  return Object.fromEntries(
    shape.members.flatMap((member) => {
      const wire = Object.hasOwn(value, member.name) ? value[member.name] : undefined;
      return wire === undefined || wire === null ? [] : [[member.name, readValue(wire, member.shape, readTimestamp)]];
    }),
  );
}

function readValue(value: Value, shape: Shape, readTimestamp: TimestampReader): Value {
  switch (shape.type) {
    case 'structure':
      return readResponse(value, shape, readTimestamp);
    case 'list':
      if (!isList(value))
        throw new GeneralError(`Unable to parse response, expected a list: ${excerpt(JSON.stringify(value))}`);
      return value.map((one) => (one === null ? null : readValue(one, shape.member, readTimestamp)));
    case 'timestamp':
      return readTimestamp(value);
    case 'string':
    case 'integer':
    case 'boolean':
      return value;
  }
}

/** In characters. */
const maxLength = 200;

/** As much of a response as a message shows. */
export function excerpt(text: string): string {
  const shown = withMaskedMembers(text);
  return shown.length > maxLength ? `${shown.slice(0, maxLength)}...` : shown;
}
