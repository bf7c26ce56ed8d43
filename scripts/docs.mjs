// Writes docs/reference.md and docs/reference/ from the same pages that `ecr help` shows:
//   npm run docs
// The build writes the man pages from them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';

const documents = 'src/help/documents.ts';
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Loads a file of src/ with what it imports.
 *
 * @param {string} input
 */
async function load(input) {
  const { output } = await build({
    cwd: root,
    input,
    platform: 'node',
    logLevel: 'warn',
    write: false,
    output: { format: 'esm' },
  });
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

/**
 * Writes man/*.gz. The files have no time in them, so that the same source gives the same bytes.
 *
 * @param {string} folder the parent of man/
 * @param {string} version of the tool
 */
export async function writeManPages(folder, version) {
  const { manPages } = await load(documents);
  const man = path.join(folder, 'man');
  rmSync(man, { recursive: true, force: true });
  mkdirSync(man);
  for (const { file, content } of manPages(version))
    writeFileSync(path.join(man, `${file}.gz`), gzipSync(content, { level: 9 }));
}

/**
 * Writes the JSON Schema of a rules file.
 *
 * @param {string} folder
 */
export async function writeRulesSchema(folder) {
  const { rulesSchema } = await load('src/extensions/many-registries/rules-schema.ts');
  writeFileSync(path.join(folder, 'rules.schema.json'), `${JSON.stringify(rulesSchema(), null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { reference } = await load(documents);
  rmSync(path.join(root, 'docs', 'reference'), { recursive: true, force: true });
  mkdirSync(path.join(root, 'docs', 'reference'));
  for (const { file, content } of reference()) writeFileSync(path.join(root, 'docs', file), content);
}
