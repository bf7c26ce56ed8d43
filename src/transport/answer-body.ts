import { Readable } from 'node:stream';

import { longestAnswer, UnreadableAnswer } from './failures.ts';

/**
 * The body of an answer: all of it at once, as our own handler brings it, or as a stream.
 *
 * @throws Error when the answer breaks off or is too long
 */
export async function readBody(body: unknown): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  if (!(body instanceof Readable)) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  await new Promise<void>((resolve, reject) => {
    body.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longestAnswer)
        body.destroy(new UnreadableAnswer(`The answer is longer than ${String(longestAnswer)} bytes.`));
    });
    body.on('end', resolve);
    body.on('error', reject);
    body.on('close', () => {
      reject(new UnreadableAnswer('The answer ended before its end.'));
    });
  });
  return Buffer.concat(chunks).toString('utf8');
}
