import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A licence's own text is given once for all that share it; what stands around it, such as names and years, is kept. */
const apache = /Apache License\s+Version 2\.0[^]*?(?:END OF TERMS AND CONDITIONS|$)/;

/**
 * Writes THIRD-PARTY-NOTICES: the licences of all packages that went into the bundle.
 *
 * @param output the bundler's account of its chunks
 * @param out the folder of the package
 */
export function writeNotices(output, out) {
  const packages = new Map();
  for (const chunk of output) {
    for (const id of Object.keys(chunk.modules ?? {})) {
      const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id.replace(/^\0/, ''))?.[0];
      if (folder === undefined || !existsSync(path.join(folder, 'package.json'))) continue;
      const { name, version: number, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^(licen[cs]e|notice)/i.test(entry));
      packages.set(name, {
        heading: `${name} ${number} (${license})`,
        text: file ? readFileSync(path.join(folder, file), 'utf8').trim() : '',
      });
    }
  }
  const apacheText = [...packages.values()]
    .map(({ text }) => apache.exec(text)?.[0])
    .find((text) => text !== undefined);
  const byText = new Map();
  for (const [, { heading, text }] of [...packages].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const whole = apache.exec(text);
    const owner =
      whole === null ? undefined : /^\s*(Copyright (?!\[).*)$/m.exec(text.slice(whole.index + whole[0].length))?.[1];
    const key = whole === null ? text : apacheText;
    byText.set(key, [...(byText.get(key) ?? []), owner === undefined ? heading : `${heading}, ${owner}`]);
  }
  writeFileSync(
    path.join(out, 'THIRD-PARTY-NOTICES'),
    `This package contains code of the packages named below, under their licences.\n${[...byText].map(([text, headings]) => `\n${'-'.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`).join('')}`,
  );
}
