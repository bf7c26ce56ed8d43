import type { Block, Page } from './page.ts';

/** A narrower text would be margins and single words. */
const narrowest = 20;
const margin = '       ';
const deeper = `${margin}    `;

const bold = (text: string) => `\u001b[1m${text}\u001b[0m`;
const plain = (text: string) => text;

/**
 * A page as text for a terminal, or without marks for a pipe.
 *
 * @param columns how long a line may be
 * @param marked whether headings and terms are bold
 */
export function terminalText(page: Page, columns: number, marked: boolean): string {
  const width = Math.max(narrowest, columns);
  const strong = marked ? bold : plain;
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
  }
}

/** A text in lines of at most this many columns; a word that is longer has a line of its own. */
export function wrapped(text: string, indent: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => `${indent}${one}`).join('\n');
}
