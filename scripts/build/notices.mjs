import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The texts of the Apache License and the MIT License, which many packages share and which are printed once. */
const apacheLicense = /Apache License\s+Version 2\.0[^]*?(?:END OF TERMS AND CONDITIONS|$)/;
const mitLicense = /Permission is hereby granted, free of charge[^]*?OTHER\s+DEALINGS\s+IN\s+THE\s+SOFTWARE\.?/;

/** Packages that are published without a license text, each with a package of the same repository that has one. */
const siblings = new Map([
  ['@aws-sdk/credential-provider-login', '@aws-sdk/credential-provider-sso'],
  ['@aws-sdk/nested-clients', '@aws-sdk/client-ecr'],
  ['proxy-agent-negotiate', 'http-proxy-agent'],
]);

/** Works whose behavior, messages or expressions the source follows. */
const works = [
  ['AWS CLI', 'Apache-2.0', 'Copyright 2012 Amazon.com, Inc. or its affiliates. All Rights Reserved.'],
  ['botocore', 'Apache-2.0', 'Copyright 2012 Amazon.com, Inc. or its affiliates. All Rights Reserved.'],
  ['python-dateutil', 'Apache-2.0', 'Copyright 2017 Paul Ganssle, Copyright 2017 dateutil contributors'],
  ['jmespath.py', 'MIT', 'Copyright (c) 2013 Amazon.com, Inc. or its affiliates. All Rights Reserved'],
  ['ruamel.yaml', 'MIT', 'Copyright (c) 2014-2026 Anthon van der Neut, Ruamel bvba'],
  ['urllib3', 'MIT', 'Copyright (c) 2008-2020 Andrey Petrov and contributors'],
  ['CPython', 'PSF-2.0', 'Copyright (c) 2001-2024 Python Software Foundation; All Rights Reserved'],
];

/**
 * Returns THIRD-PARTY-NOTICES: the licenses of the packages in the bundle, and of the works that the source follows.
 *
 * @param {readonly string[]} packageFolders
 * @throws Error for a package without a license text
 */
export function noticesOf(packageFolders) {
  const packages = packageFolders.map(packageNotice);
  /** @param {RegExp} license */
  const textOf = (license) => packages.find(({ text }) => license.test(text))?.text ?? '';
  const texts = new Map([
    ['Apache-2.0', textOf(apacheLicense)],
    ['MIT', textOf(mitLicense)],
    ['PSF-2.0', readFileSync(new URL('python-license.txt', import.meta.url), 'utf8').trim()],
  ]);
  const followed = works.map(([name, license = '', holder]) => ({
    heading: `${name} (${license}), ${holder}`,
    text: texts.get(license) ?? '',
  }));
  return `This package contains code of the packages that are named below with a version. Its source follows the behavior,
messages or expressions of the works that are named without one. These are their licenses.
${sections([...packages, ...followed])}`;
}

/**
 * Returns the license texts, each once, under the headings of all that have it.
 *
 * @param {readonly { heading: string, text: string }[]} notices
 */
function sections(notices) {
  /** @type {Map<string, { text: string, headings: string[] }>} */
  const entries = new Map();
  for (const { heading, text } of notices) {
    // Packages break the lines of the same text in different places and use different quotation marks.
    // Some leave out lines of the Apache License.
    const words = text.replace(/\s+/g, ' ').replaceAll("'", '"').replace(/\.$/, '');
    const key = apacheLicense.test(text) ? 'Apache-2.0' : words;
    const entry = entries.get(key) ?? { text, headings: [] };
    entries.set(key, { text, headings: [...entry.headings, heading].sort() });
  }
  return [...entries.values()]
    .map(({ text, headings }) => `\n${'-'.repeat(80)}\n${headings.join('\n')}\n\n${text}\n`)
    .join('');
}

/**
 * @param {string} folder of a package
 * @throws Error when it has no license text
 */
function packageNotice(folder) {
  const { name, version, license } = manifestOf(folder);
  const text = licenseText(folder);
  const shared = (apacheLicense.exec(text) ?? mitLicense.exec(text))?.[0];
  const holders = shared === undefined ? [] : copyrightsIn(text.replace(shared, ''));
  return { heading: [`${name} ${version} (${license})`, ...holders].join(', '), text: shared ?? text };
}

/** @param {string} folder of a package */
function licenseText(folder) {
  const files = readdirSync(folder).filter((entry) => /^(?:licen[cs]e|notice|copying)/i.test(entry));
  if (files.length > 0) return files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n');
  const { name, repository, license } = manifestOf(folder);
  const sibling = siblings.get(name);
  const place = folder.slice(0, -name.length);
  const other = sibling === undefined ? undefined : manifestOf(path.join(place, sibling));
  if (other === undefined || other.repository.url !== repository.url || other.license !== license)
    throw new Error(`The package ${name} has no license text. See siblings in scripts/build/notices.mjs.`);
  return licenseText(path.join(place, other.name));
}

/**
 * @param {string} folder of a package
 * @returns {{ name: string, version: string, license: string, repository: { url: string } }}
 */
function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/**
 * The lines of the copyright holders, above or below the license.
 *
 * @param {string} text
 */
function copyrightsIn(text) {
  return [...text.matchAll(/^\s*(Copyright (?!\[).*)$/gm)].map(([, holder = '']) => holder);
}
