import { localPage } from './local-page.ts';
import { manPage } from './man.ts';
import { markdown } from './markdown.ts';
import { allPages, toolPage } from './pages.ts';

/** A generated file, with its path in the folder of its kind. */
export interface GeneratedFile {
  readonly file: string;
  readonly content: string;
}

/** Returns the man pages. The build writes them. */
export function manPages(version: string): readonly GeneratedFile[] {
  return [...allPages(), localPage()].map((page) => ({ file: `${page.name}.1`, content: manPage(page, version) }));
}

/**
 * Returns the reference in Markdown: a page for each command, and one that lists them and has what all of them share.
 * `npm run docs` writes it.
 */
export function reference(): readonly GeneratedFile[] {
  const tool = toolPage();
  const commands = allPages().filter(({ name }) => name !== tool.name);
  const contents = commands.map(({ name, purpose }) => `- [${name}](reference/${name}.md): ${purpose}\n`).join('');
  return [
    {
      file: 'reference.md',
      content: markdown({ ...tool, sections: without(tool.sections, ['COMMANDS', 'SEE ALSO']) }, contents),
    },
    ...commands.map((page) => ({
      file: `reference/${page.name}.md`,
      content: markdown(
        { ...page, sections: without(page.sections, ['GLOBAL OPTIONS', 'SEE ALSO']) },
        '[All commands](../reference.md) · [Global options](../reference.md#global-options)\n',
      ),
    })),
  ];
}

function without<T extends { readonly title: string }>(sections: readonly T[], titles: readonly string[]): T[] {
  return sections.filter(({ title }) => !titles.includes(title));
}
