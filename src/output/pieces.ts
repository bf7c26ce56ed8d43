/**
 * Returns the pieces in which the AWS CLI writes a result. If a piece cannot be encoded, the pieces before it are still
 * written, and the error gives a position in the piece. The formats return whole texts, because only this rare error
 * needs the pieces.
 *
 * @param format the output format
 */
export function piecesOf(text: string, format: string): readonly string[] {
  switch (format) {
    case 'json':
      return jsonPieces(text);
    case 'text':
      return text.split(/(\n)/);
    case 'table':
      return text.split(/(?<=\n)/);
    default:
      return [text];
  }
}

const jsonString = '"(?:[^"\\\\]|\\\\.)*"';

/**
 * Splits JSON into pieces. Every string is a piece, in a list with the separator before it. (Python's `json.encoder`)
 */
function jsonPieces(text: string): readonly string[] {
  const separator = `[[,]\\n *(?=${jsonString}(?!:))`;
  return text.split(new RegExp(`((?:${separator})?${jsonString})`));
}
