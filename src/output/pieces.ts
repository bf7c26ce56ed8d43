/**
 * The pieces in which the AWS CLI writes a result. Where one cannot be encoded, those before it have been written; and
 * UTF-7 is complete at the end of each.
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

/** Every string is a piece: in a list with the separator before it, in a map without. (Python's `json.encoder`) */
function jsonPieces(text: string): readonly string[] {
  const separator = `[[,]\\n *(?=${jsonString}(?!:))`;
  return text.split(new RegExp(`((?:${separator})?${jsonString})`));
}
