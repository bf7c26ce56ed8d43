import { manPage } from './man.ts';
import { markdown } from './markdown.ts';
import { allPages } from './pages.ts';

/** Returns the man pages with their file names. The build writes them. */
export function manPages(version: string): readonly { readonly file: string; readonly content: string }[] {
  return allPages().map((page) => ({ file: `${page.name}.1`, content: manPage(page, version) }));
}

/** Returns the reference in Markdown, with all pages that `help` shows. `npm run docs` writes it. */
export function reference(): string {
  return markdown(allPages());
}
