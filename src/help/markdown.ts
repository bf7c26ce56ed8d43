import type { Block, Page } from './page.ts';

/** Formats all pages as one reference in Markdown. */
export function markdown(pages: readonly Page[]): string {
  return pages
    .map(
      (page) =>
        `# ${page.name}\n\n${page.sections
          .slice(1)
          .map(({ title, blocks }) => `## ${title}\n\n${blocks.map(block).join('\n')}`)
          .join('\n')}`,
    )
    .join('\n');
}

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return `${escaped(one.text)}\n`;
    case 'code':
      return `\`\`\`sh\n${one.text}\n\`\`\`\n`;
    case 'entry':
      return `- \`${one.term}\`\n${one.texts.map((text) => `  ${escaped(text)}`).join('\n')}\n`;
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
