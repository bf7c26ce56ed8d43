/** What Python's `str.isprintable` finds not to be: characters without a shape of their own, but for the space. */
const unprintable = /^[\p{C}\p{Z}]$/u;

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
    return character !== ' ' && unprintable.test(character) ? escapedCode(character.codePointAt(0) ?? 0) : character;
  });
  return quote + escaped.join('') + quote;
}

function escapedCode(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
