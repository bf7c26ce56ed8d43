// Writes docs/reference.md from the same pages that `ecr help` shows:
//   npm run docs
// The build writes the man pages from them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The documents in src/help as a module that Node can import. */
async function loadDocuments() {
  const { output } = await build({
    cwd: root,
    input: 'src/help/documents.ts',
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
  const { manPages } = await loadDocuments();
  const man = path.join(folder, 'man');
  rmSync(man, { recursive: true, force: true });
  mkdirSync(man);
  for (const { file, content } of manPages(version))
    writeFileSync(path.join(man, `${file}.gz`), gzipSync(content, { level: 9 }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { reference } = await loadDocuments();
  writeFileSync(path.join(root, 'docs', 'reference.md'), reference());
}
