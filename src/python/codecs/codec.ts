/** Reads text in one encoding, with the strict error handling of Python's codecs. */
export interface Decoder {
  /** @throws UndecodableText */
  readonly decode: (bytes: Buffer) => string;
}

/** Reads and writes text in one encoding. */
export interface Codec extends Decoder {
  /** Encodes a text without a byte order mark. @throws UnencodableText */
  readonly encode: (text: string) => Buffer;
  /** The byte order mark that Python writes at the start of any stream, or of files only. */
  readonly mark?: { readonly bytes: Buffer; readonly where: 'stream' | 'file' };
}

/** The bytes are not valid in the encoding. */
export class UndecodableText extends Error {
  constructor() {
    super('The bytes are not text in this encoding.');
  }
}

/** The text has characters that the encoding cannot represent. */
export class UnencodableText extends Error {
  /**
   * @param codec Python's name for the codec in messages
   * @param start the index of the first of these characters, in UTF-16 code units
   * @param characters the adjacent characters that Python reports together
   * @param reason Python's text for the reason
   */
  constructor(
    readonly codec: string,
    readonly start: number,
    readonly characters: string,
    readonly reason: string,
  ) {
    super(`The ${codec} codec cannot encode ${JSON.stringify(characters)}: ${reason}.`);
  }
}
