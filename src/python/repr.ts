/** What Python's `str.isprintable` finds not to be: characters without a shape of their own, but for the space. */
function isUnprintable(character: string): boolean {
  // Most are of ASCII; to make the expression takes a fifth of a millisecond, and every start would wait for it.
  return character < ' ' || (character > '~' && /^[\p{C}\p{Z}]$/u.test(character));
}

/**
 * A text in quotes as Python's `repr` writes it, which argparse uses in its messages: single quotes unless the
 * text holds one and no double quote; what cannot be seen escaped.
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
