// Writes the man pages (man/, packed) and the reference (docs/reference.md, in the repository) from the same pages that
// `ecr help` shows.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export async function writeDocuments(out = root) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const bundle = path.join(out, '.documents.mjs');
  await build({
    cwd: root,
    input: 'src/help/documents.ts',
    platform: 'node',
    logLevel: 'warn',
    output: { file: bundle, format: 'esm' },
  });
  const { manPages, reference } = await import(pathToFileURL(bundle));
  rmSync(bundle);
  const man = path.join(out, 'man');
  rmSync(man, { recursive: true, force: true });
  mkdirSync(man);
  // Without a time in it, so that the same source gives the same bytes.
  for (const { file, content } of manPages(version))
    writeFileSync(path.join(man, `${file}.gz`), gzipSync(content, { level: 9 }));
  mkdirSync(path.join(out, 'docs'), { recursive: true });
  writeFileSync(path.join(out, 'docs', 'reference.md'), reference());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeDocuments();
