import { Readable } from 'node:stream';

/** An answer that cannot be read to its end. With metadata of its own, the SDK leaves the message as it is. */
class UnreadableAnswer extends Error {
  readonly $metadata = {};
}

/** In bytes: more than a hundred thousand rules. What is longer is no answer of the service and may have no end. */
const longestAnswer = 64 * 1024 * 1024;

/** @throws Error when the answer breaks off or is too long */
export async function readBody(body: unknown): Promise<string> {
  if (!(body instanceof Readable)) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Events, because the machinery of `for await` takes half a millisecond at its first use.
  await new Promise<void>((resolve, reject) => {
    body.on('data', (chunk: Uint8Array) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longestAnswer) body.destroy(new UnreadableAnswer(`The answer is longer than ${String(longestAnswer)} bytes.`));
    });
    body.on('end', resolve);
    body.on('error', reject);
    body.on('close', () => {
      reject(new UnreadableAnswer('The answer ended before its end.'));
    });
  });
  return Buffer.concat(chunks).toString('utf8');
}
