/** Reads and writes text in one encoding, as strictly as Python's codec of that name does. */
export interface Codec {
  /** @throws UndecodableText */
  readonly decode: (bytes: Buffer) => string;
  /** Writes no byte order mark. @throws UnencodableText */
  readonly encode: (text: string) => Buffer;
  /** The byte order mark that Python writes first: at the start of any stream, or of a file only. */
  readonly mark?: { readonly bytes: Buffer; readonly where: 'stream' | 'file' };
}

/** The bytes are not text in the encoding. */
export class UndecodableText extends Error {
  constructor() {
    super('The bytes are not text in this encoding.');
  }
}

/** The text has characters that the encoding lacks. */
export class UnencodableText extends Error {
  /**
   * @param codec Python's name for the codec in messages
   * @param start where the first of the characters is, in UTF-16 units
   * @param characters as many neighbours as Python reports together
   * @param reason in Python's words
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
