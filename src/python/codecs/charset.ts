import iconv from 'iconv-lite';

/** The characters of a codec in which a character has one byte or several. Bytes are Latin-1 text, a code unit each. */
export interface Charset {
  /** Each sequence of bytes with its character. Of several sequences for a character the first is written. */
  readonly characters: () => Iterable<Entry>;
  /** Characters that are written differently, or are written but never read. */
  readonly written?: Readonly<Record<string, string>>;
  /** The sequences of four bytes, which are too many to list. */
  readonly fourBytes?: {
    readonly read: (bytes: string) => string | undefined;
    readonly write: (character: string) => string | undefined;
  };
}

export type Entry = readonly [bytes: string, character: string];

export type Range = readonly [first: number, last: number];

/** A charset of iconv-lite, and where Python's differs from it. */
export interface Variant {
  readonly table: string;
  /** The first bytes of two. */
  readonly lead: readonly Range[];
  /** The second bytes. */
  readonly trail: readonly Range[];
  /** Codes that have no character in Python. */
  readonly without?: readonly Range[];
  /** Other characters: runs, each from the code that its name is in hexadecimal. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Whether Python has the characters for private use. */
  readonly privateUse?: true;
}

/** The charset's characters of one and of two bytes, by their codes. */
export function* charactersOf({
  table,
  lead,
  trail,
  without = [],
  instead = {},
  privateUse,
}: Variant): Generator<Entry, void> {
  const leads = numbersIn(lead);
  const trails = numbersIn(trail);
  const pairs = leads.flatMap((first) => trails.map((second) => first * 0x100 + second));
  const singles = numbersIn([[0, 0xff]]).filter((byte) => !leads.includes(byte));
  const missing = new Set(numbersIn(without));
  const others = new Map(
    Object.entries(instead).flatMap(([name, run]) => {
      const start = pairs.indexOf(Number.parseInt(name, 16));
      return Array.from(run, (character, index) => [pairs[start + index], character] as const);
    }),
  );
  for (const code of [...singles, ...pairs]) {
    const bytes = code < 0x100 ? String.fromCharCode(code) : String.fromCharCode(code >> 8, code & 0xff);
    const other = others.get(code);
    const character = other ?? (missing.has(code) ? undefined : characterIn(table, bytes));
    const isPrivate = other === undefined && character !== undefined && /\p{Co}/u.test(character);
    if (character !== undefined && (privateUse === true || !isPrivate)) yield [bytes, character];
  }
}

/** The one character that iconv-lite has for the bytes. */
export function characterIn(table: string, bytes: string): string | undefined {
  const text = iconv.decode(Buffer.from(bytes, 'latin1'), table, { stripBOM: false });
  return Array.from(text).length === 1 && text !== '\ufffd' ? text : undefined;
}

export function numbersIn(ranges: readonly Range[]): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/** All characters from one to another. */
export function characterRun(first: string, last: string): string {
  return String.fromCodePoint(...numbersIn([[first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0]]));
}
