/**
 * Control characters except the line feed. In cli-table3 they have no width, and an escape starts a colour.
 */
const controlCharacters = /[\0-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** The start of the supplementary private use area. Its characters are one column wide. */
const firstStandIn = 0xf0000;

/** Replaces control characters, and puts them back. */
export interface StandIns {
  readonly hide: (text: string) => string;
  readonly restore: (text: string) => string;
}

/** Finds a character for each control character in the texts: one column wide and not in the texts. */
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
