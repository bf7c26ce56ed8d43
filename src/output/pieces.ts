/**
 * The start of the piece of a result that the AWS CLI writes at once, with the character at an index in it. Where a
 * character cannot be encoded, all earlier pieces have been written.
 */
export function pieceStart(text: string, index: number, format: string): number {
  if (format === 'yaml' || format === 'yaml-stream') return 0;
  return format === 'json' ? jsonPieceStart(text, index) : text.lastIndexOf('\n', index) + 1;
}

/** A string of JSON is a piece, in a list together with what is in front of it. (Python's `json.encoder`) */
function jsonPieceStart(text: string, index: number): number {
  for (const { 0: string, index: start } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    const end = start + string.length;
    if (end <= index) continue;
    const separator = /[[,]\n *$/.exec(text.slice(0, start));
    return separator === null || text.startsWith(':', end) ? start : separator.index;
  }
  return 0;
}
