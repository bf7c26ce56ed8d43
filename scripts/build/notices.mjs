import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The texts of the Apache License and the MIT License, which many packages share and which are printed once. */
const apacheLicense = /Apache License\s+Version 2\.0[^]*?(?:END OF TERMS AND CONDITIONS|$)/;
const mitLicense = /Permission is hereby granted, free of charge[^]*?IN\s+THE SOFTWARE\.?/i;

/**
 * Writes THIRD-PARTY-NOTICES: the licences of the packages in the bundle. Packages under the same text share an entry.
 *
 * @param {readonly string[]} packageFolders
 * @param {string} folder where the file goes
 */
export function writeNotices(packageFolders, folder) {
  const licences = packageFolders.map(readLicence).sort((a, b) => (a.heading < b.heading ? -1 : 1));
  /** @type {Map<string, { text: string, headings: string[] }>} */
  const entriesByText = new Map();
  for (const { heading, text } of licences) {
    const apache = apacheLicense.exec(text);
    const shared = apache ?? mitLicense.exec(text);
    const holder = shared === null ? undefined : copyrightIn(text.replace(shared[0], ''));
    // Packages break the lines of the same text in different places, and some leave out the Apache License's appendix.
    const key = apache === null ? (shared?.[0] ?? text).replace(/\s+/g, ' ').replace(/\.$/, '') : 'Apache-2.0';
    const entry = entriesByText.get(key) ?? { text: shared?.[0] ?? text, headings: [] };
    entry.headings.push(holder === undefined ? heading : `${heading}, ${holder}`);
    entriesByText.set(key, entry);
  }
  const entries = [...entriesByText.values()].map(
    ({ text, headings }) => `\n${'-'.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`,
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
 * The line of the copyright holder, above or below the licence.
 *
 * @param {string} text
 */
function copyrightIn(text) {
  return /^\s*(Copyright (?!\[).*)$/m.exec(text)?.[1];
}
