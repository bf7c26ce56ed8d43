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
