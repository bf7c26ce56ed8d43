import { isList, type Page, type Value, type ValueMap } from '../model/values.ts';
import type { Printer } from '../output/printer.ts';

/**
 * Prints a listing as each format has it: text and yaml-stream page by page, as the pages come, and everything else
 * in one piece. (AWS CLI behaviour)
 *
 * @param resultKey the member that holds the entries of a page
 * @param atOnce whether to hold back what could be printed already: a pager shows one text
 */
export async function printPages(
  pages: AsyncIterable<Page>,
  resultKey: string,
  output: string,
  atOnce: boolean,
  print: Printer,
): Promise<void> {
  const pieces = Object.hasOwn(pageByPage, output) ? pageByPage[output] : undefined;
  if (pieces === undefined) return print(await wholeListing(pages, resultKey));
  const held: Value[] = [];
  try {
    for await (const page of pages) {
      if (atOnce) held.push(...pieces(page, resultKey));
      else for (const piece of pieces(page, resultKey)) await print(piece);
    }
  } finally {
    if (held.length > 0) await print(...held);
  }
}

/** What is printed of one page, in the formats that print page by page. */
const pageByPage: Readonly<Record<string, (page: Page, resultKey: string) => Value[]>> = {
  text: ({ result, resumeToken }, resultKey) => [
    { [resultKey]: result[resultKey] ?? null },
    ...(resumeToken === undefined ? [] : [{ NextToken: { NextToken: resumeToken } }]),
  ],
  'yaml-stream': ({ result }) => [result],
};

async function wholeListing(pages: AsyncIterable<Page>, resultKey: string): Promise<ValueMap> {
  const entries: Value[] = [];
  let found = false;
  let token: string | undefined;
  for await (const { result, resumeToken } of pages) {
    const own = result[resultKey];
    if (isList(own)) {
      found = true;
      for (const entry of own) entries.push(entry);
    }
    token = resumeToken;
  }
  return { ...(found ? { [resultKey]: entries } : {}), ...(token === undefined ? {} : { NextToken: token }) };
}
