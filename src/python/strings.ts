/** Compares texts by code points, as Python does. JavaScript compares UTF-16 code units, which sorts 🚀 before ﬀ. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((character, index) => character !== b[index]);
  if (at < 0) return -1;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

/**
 * Returns whether Python counts a character as white space: unlike JavaScript, U+001C to U+001F and U+0085, not U+FEFF.
 */
export function isSpace(character: string): boolean {
  return (
    (character.trim() === '' && character !== '\ufeff') ||
    (character >= '\x1c' && character <= '\x1f') ||
    character === '\x85'
  );
}

/** Returns a text without trailing white space. (Python's `rstrip`) */
export function stripEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Returns a text without leading and trailing white space. (Python's `strip`) */
export function strip(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text.charAt(start))) start++;
  return stripEnd(text.slice(start));
}

/** Returns whether Python's `str.isprintable` is false for a character. */
function isUnprintable(character: string): boolean {
  return character < ' ' || (character > '~' && /^[\p{C}\p{Z}]$/u.test(character));
}

/**
 * Quotes a text as Python's `repr` does, which argparse uses in its messages: in single quotes, unless the text
 * contains a single quote and no double quote. Unprintable characters are escaped.
 */
export function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, (character) => {
    if (character === quote || character === '\\') return `\\${character}`;
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    if (named !== undefined) return named;
    return isUnprintable(character) ? escapedCharacter(character) : character;
  });
  return quote + escaped.join('') + quote;
}

/** Returns the escape of a character by its code: `\xe9`, `\u20ac` or `\U0001f680`. */
export function escapedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code > 0xffff ? ['U', 8] : code > 0xff ? ['u', 4] : ['x', 2];
  return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
}

/** Returns the name of a character by its code, as messages show it: `U+200B`. */
export function characterName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
