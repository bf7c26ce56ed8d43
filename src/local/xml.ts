/** The content of an XML element: text, or child elements by their names. */
export type XmlContent = string | { readonly [name: string]: XmlContent };

/** An XML element with its content, on one line. */
export function xmlElement(name: string, content: XmlContent, namespace?: string): string {
  const inner =
    typeof content === 'string'
      ? escapeXml(content)
      : Object.entries(content)
          .map(([child, childContent]) => xmlElement(child, childContent))
          .join('');
  return `<${name}${namespace === undefined ? '' : ` xmlns="${escapeXml(namespace)}"`}>${inner}</${name}>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes markup. Characters that XML cannot hold become question marks. */
function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?');
}
