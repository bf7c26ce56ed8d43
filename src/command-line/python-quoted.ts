/**
 * A text in quotes as Python's `repr` writes it, which argparse uses in its messages: single quotes unless the
 * text holds one and no double quote; control characters escaped.
 */
export function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = Array.from(text, (character) => {
    if (character === quote || character === '\\') return `\\${character}`;
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
    if (named !== undefined) return named;
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code < 0xa1) ? `\\x${code.toString(16).padStart(2, '0')}` : character;
  });
  return quote + escaped.join('') + quote;
}
