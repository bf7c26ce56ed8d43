import type { Block, Page } from './page.ts';

/**
 * Formats a page in Markdown.
 *
 * @param links lines to other pages, below the heading
 */
export function markdown({ name, sections }: Page, links: string): string {
  const written = sections.slice(1).map(({ title, blocks }) => `## ${title}\n\n${blocks.map(block).join('\n')}`);
  return `# ${name}\n\n${links}\n${written.join('\n')}`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return `${escaped(one.text)}\n`;
    case 'code':
      return `\`\`\`sh\n${one.text}\n\`\`\`\n`;
    case 'entry':
      return `- ${[`\`${one.term}\``, ...one.texts.map(escaped)].join('<br>\n  ')}\n`;
    case 'table':
      return [one.headers, one.headers.map(() => '---'), ...one.rows]
        .map((cells) => `| ${cells.map(escaped).join(' | ')} |\n`)
        .join('');
  }
}

/** Escapes text for Markdown. Code spans stay as they are, because Markdown shows escapes in them. */
function escaped(text: string): string {
  return text.replace(/`[^`]*`|[<*|]/g, (part) => (part === '<' ? '&lt;' : part.length > 1 ? part : `\\${part}`));
}
