import iconv from 'iconv-lite';

/** A charset with one or more bytes per character. Bytes are a Latin-1 string, with one code unit per byte. */
export interface Charset {
  /** Returns each byte sequence with its character. If a character has several sequences, the first is written. */
  readonly characters: () => Iterable<Entry>;
  /** Characters that are written to other bytes than they are read from, or are never read. */
  readonly written?: Readonly<Record<string, string>>;
  /** The sequences of four bytes, which are too many for a list. */
  readonly fourBytes?: {
    readonly read: (bytes: string) => string | undefined;
    readonly write: (character: string) => string | undefined;
  };
}

export type Entry = readonly [bytes: string, character: string];

export type Range = readonly [first: number, last: number];

/** A charset of iconv-lite with its differences from Python's. */
export interface Variant {
  readonly table: string;
  /** The lead bytes of two-byte characters. */
  readonly lead: readonly Range[];
  /** The trail bytes. */
  readonly trail: readonly Range[];
  /** Codes without a character in Python. */
  readonly without?: readonly Range[];
  /** Runs of different characters, by the first code of the run in hexadecimal. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Whether Python's charset has private use characters. */
  readonly privateUse?: true;
}

/** Returns the characters of one and two bytes, in the order of their codes. */
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

/** Returns the character that iconv-lite has for the bytes. */
export function characterIn(table: string, bytes: string): string | undefined {
  const text = iconv.decode(Buffer.from(bytes, 'latin1'), table, { stripBOM: false });
  return Array.from(text).length === 1 && text !== '\ufffd' ? text : undefined;
}

export function numbersIn(ranges: readonly Range[]): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/** Returns all characters from the first to the last. */
export function characterRun(first: string, last: string): string {
  return String.fromCodePoint(...numbersIn([[first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0]]));
}
