import { GeneralError } from '../model/errors.ts';
import type { Shape, StructureShape } from '../model/shapes.ts';
import { parseJson } from '../python/json.ts';
import { isList, isMap, type Value, type ValueMap } from '../model/values.ts';

/** What came back over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Turns the wire form of a timestamp into what is printed. */
export type TimestampReader = (wire: Value) => Value;

/**
 * Reads an answer by the shape that the model gives it: members in the model's order, those outside the model and
 * those that are null left out, everything else as the service sent it. A body that is no JSON has no members.
 * (AWS CLI behaviour)
 *
 * @throws GeneralError when the body is not what the shape says
 */
export function readAnswer(answer: Answer, shape: StructureShape, readTimestamp: TimestampReader): ValueMap {
  let body: Value;
  try {
    body = answer.body === '' ? {} : parseJson(answer.body);
  } catch {
    body = {};
  }
  return readStructure(body, shape, readTimestamp);
}

function readStructure(value: Value, shape: StructureShape, readTimestamp: TimestampReader): ValueMap {
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
      return readStructure(value, shape, readTimestamp);
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

const excerptLength = 200;

function excerpt(text: string): string {
  return text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text;
}
