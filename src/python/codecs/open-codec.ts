import type { CodecName } from './codec-names.ts';
import type { Codec } from './codec.ts';
import { unicodeCodecs } from './unicode-codecs.ts';

/** Opens a codec. The large tables are loaded only for codecs that need them. */
export async function openCodec(name: CodecName): Promise<Codec> {
  return unicodeCodecs[name] ?? (await import('./table-codecs.ts')).tableCodec(name);
}
