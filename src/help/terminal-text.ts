import { entriesOf, type Block, type Page } from './page.ts';
import { drawTable } from './terminal-table.ts';
import { wrapped } from './wrapping.ts';

/** The minimum width of the text. Below it, a line would have room for little more than a margin and a word. */
const narrowest = 20;
const margin = '       ';
const deeper = `${margin}    `;

/**
 * Formats a page as text.
 *
 * @param columns the maximum length of a line
 * @param strong styles headings and terms; by default, they are plain
 */
export function terminalText(page: Page, columns: number, strong = (text: string) => text): string {
  const width = Math.max(narrowest, columns);
  return page.sections
    .map(
      ({ title, blocks }) => `${strong(title)}\n${blocks.map((block) => blockText(block, width, strong)).join('\n')}`,
    )
    .join('\n');
}

function blockText(block: Block, width: number, strong: (text: string) => string): string {
  switch (block.kind) {
    case 'paragraph':
      return `${wrapped(block.text, margin, width)}\n`;
    case 'code':
      return `${block.text
        .split('\n')
        .map((line) => `${deeper}${line}`)
        .join('\n')}\n`;
    case 'entry':
      return `${margin}${strong(block.term)}\n${block.texts.map((text) => wrapped(text, deeper, width)).join('\n')}\n`;
    case 'table': {
      const lines = drawTable(block, width - margin.length, strong);
      return lines === undefined
        ? entriesOf(block)
            .map((entry) => blockText(entry, width, strong))
            .join('\n')
        : lines.map((line) => `${margin}${line}\n`).join('');
    }
  }
}
