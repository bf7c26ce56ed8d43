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
    return isUnprintable(character) ? escapedCode(character.codePointAt(0) ?? 0) : character;
  });
  return quote + escaped.join('') + quote;
}

function escapedCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
