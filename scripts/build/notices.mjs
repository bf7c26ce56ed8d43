import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The text of the Apache License, which many packages share and which is printed once. */
const apacheLicense = /Apache License\s+Version 2\.0[^]*?(?:END OF TERMS AND CONDITIONS|$)/;

/**
 * Writes THIRD-PARTY-NOTICES: the licences of the packages in the bundle. Packages under the same text share an entry.
 *
 * @param {readonly string[]} packageFolders
 * @param {string} folder where the file goes
 */
export function writeNotices(packageFolders, folder) {
  const licences = packageFolders.map(readLicence).sort((a, b) => (a.heading < b.heading ? -1 : 1));
  const apacheText = licences.map(({ text }) => apacheLicense.exec(text)?.[0] ?? '').find((text) => text !== '') ?? '';
  /** @type {Map<string, string[]>} */
  const headingsByText = new Map();
  for (const { heading, text } of licences) {
    const apache = apacheLicense.exec(text);
    const holder = apache === null ? undefined : copyrightIn(text.slice(apache.index + apache[0].length));
    const key = apache === null ? text : apacheText;
    headingsByText.set(key, [
      ...(headingsByText.get(key) ?? []),
      holder === undefined ? heading : `${heading}, ${holder}`,
    ]);
  }
  const entries = [...headingsByText].map(
    ([text, headings]) => `\n${'-'.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`,
  );
  writeFileSync(
    path.join(folder, 'THIRD-PARTY-NOTICES'),
    `This package contains code of the packages named below, under their licences.\n${entries.join('')}`,
  );
}

/** @param {string} folder of a package */
function readLicence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|notice)/i.test(entry));
  return {
    heading: `${name} ${version} (${license})`,
    text: file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim(),
  };
}

/**
 * The holder's line below the licence.
 *
 * @param {string} text
 */
function copyrightIn(text) {
  return /^\s*(Copyright (?!\[).*)$/m.exec(text)?.[1];
}
