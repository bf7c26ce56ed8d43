import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** The size of a read, in bytes. */
const chunkSize = 65_536;

/** Reads a file or a pipe to its end, or to one byte more than the limit. @param limit a number of bytes */
export function readFile(path: string, limit: number | undefined): Buffer {
  if (limit === undefined) return readFileSync(path);
  const file = openSync(path, 'r');
  try {
    const chunks: Buffer[] = [];
    let left = limit + 1;
    for (let read = -1; read !== 0 && left > 0; left -= read) {
      const chunk = Buffer.allocUnsafe(Math.min(left, chunkSize));
      read = readSync(file, chunk);
      chunks.push(chunk.subarray(0, read));
    }
    return Buffer.concat(chunks);
  } finally {
    closeSync(file);
  }
}

/** Reads a stream to its end, or a little more than the limit. @param limit a number of bytes */
export async function readStream(stream: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}
