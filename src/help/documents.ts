import { manPage } from './man.ts';
import { markdown } from './markdown.ts';
import { allPages } from './pages.ts';

/** The man pages, by their files' names; `npm run docs` writes them. */
export function manPages(version: string): readonly { readonly file: string; readonly content: string }[] {
  return allPages().map((page) => ({ file: `${page.name}.1`, content: manPage(page, version) }));
}

/** The reference in Markdown, of everything that `help` shows. */
export function reference(): string {
  return markdown(allPages());
}
