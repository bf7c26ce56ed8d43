import { isList, type Page, type Value, type ValueMap } from '../model/values.ts';
import type { Printer } from '../output/printer.ts';
import type { OutputStream } from '../platform/io.ts';

/**
 * Prints a listing. The formats text and yaml-stream print each page as it arrives; the others print the whole listing
 * at the end. (AWS CLI behavior) On a terminal, all pages are printed together, because a pager shows a single text.
 * When the reader of a pipe has closed it, no further page is fetched.
 *
 * @param resultKey the member with the entries of a page
 */
export async function printPages(
  pages: AsyncIterable<Page>,
  resultKey: string,
  output: string,
  stdout: Pick<OutputStream, 'isTerminal' | 'isClosed'>,
  print: Printer,
): Promise<void> {
  const pieces = Object.hasOwn(pageByPage, output) ? pageByPage[output] : undefined;
  if (pieces === undefined) return print(await wholeListing(pages, resultKey));
  const held: Value[] = [];
  try {
    for await (const page of pages) {
      if (stdout.isTerminal) held.push(...pieces(page, resultKey));
      else for (const piece of pieces(page, resultKey)) await print(piece);
      if (stdout.isClosed) return;
    }
  } finally {
    if (held.length > 0) await print(...held);
  }
}

/** The results to print for a page, in the formats that print page by page. */
const pageByPage: Readonly<Record<string, (page: Page, resultKey: string) => Value[]>> = {
  text: ({ result, resumeToken }, resultKey) => [
    { [resultKey]: result[resultKey] ?? null },
    ...(resumeToken === undefined ? [] : [{ NextToken: { NextToken: resumeToken } }]),
  ],
  'yaml-stream': ({ result }) => [result],
};

async function wholeListing(pages: AsyncIterable<Page>, resultKey: string): Promise<ValueMap> {
  const entries: Value[] = [];
  let hasEntries = false;
  let token: string | undefined;
  for await (const { result, resumeToken } of pages) {
    const own = result[resultKey];
    if (isList(own)) {
      hasEntries = true;
      for (const entry of own) entries.push(entry);
    }
    token = resumeToken;
  }
  return { ...(hasEntries ? { [resultKey]: entries } : {}), ...(token === undefined ? {} : { NextToken: token }) };
}
