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
