import { entriesOf, type Block, type Page } from './page.ts';

/**
 * Formats a page with the `man` macros of troff. The title is short, because `man` prints it twice in one line, on both
 * sides of the page's name. Words are not hyphenated and lines not justified, so that names of options stay whole.
 */
export function manPage(page: Page, version: string): string {
  const [program = ''] = /^ecr(?:-local)?/.exec(page.name) ?? [];
  const title = [program.toUpperCase(), '1', '', `ecr ${version}`, page.name];
  const sections = page.sections.map(({ title, blocks }) => `.SH ${title}\n${blocks.map(block).join('')}`);
  return `.TH ${title.map(quoted).join(' ')}\n.nh\n.ad l\n${sections.join('')}`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'paragraph':
      return `.PP\n${line(one.text)}\n`;
    case 'code':
      return `.PP\n.RS 4\n.nf\n${one.text.split('\n').map(line).join('\n')}\n.fi\n.RE\n`;
    case 'entry':
      return `.TP\n.B ${line(one.term)}\n${one.texts.map(line).join('\n.br\n')}\n`;
    case 'table':
      return entriesOf(one).map(block).join('');
  }
}

/** Escapes the special characters of troff: backslashes, dashes, and a dot or quote at the start of a line. */
function line(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&');
}

function quoted(text: string): string {
  return `"${line(text)}"`;
}
