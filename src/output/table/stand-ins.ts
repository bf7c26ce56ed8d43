/**
 * Control characters but the line feed. cli-table3 counts none of them, and takes an escape for the start of a colour.
 */
const controlCharacters = /[\0-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** The start of the supplementary private use area, whose characters count one column each. */
const firstStandIn = 0xf0000;

/** Replaces control characters, and puts them back. */
export interface StandIns {
  readonly hide: (text: string) => string;
  readonly restore: (text: string) => string;
}

/** Finds a character of width one, which the texts do not contain, for each control character in them. */
export function standInsFor(texts: readonly string[]): StandIns {
  const all = texts.join('');
  const controls = [...new Set(all.match(controlCharacters))];
  let next = firstStandIn;
  const pairs = controls.map((control) => {
    while (all.includes(String.fromCodePoint(next))) next++;
    return { control, standIn: String.fromCodePoint(next++) };
  });
  return {
    hide: (text) => pairs.reduce((hidden, { control, standIn }) => hidden.replaceAll(control, standIn), text),
    restore: (text) => pairs.reduce((restored, { control, standIn }) => restored.replaceAll(standIn, control), text),
  };
}
