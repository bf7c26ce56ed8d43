import { characterIn, characterRun, charactersOf, numbersIn, type Charset, type Range } from './charset.ts';

/** The trail bytes of Shift JIS. */
const trail: readonly Range[] = [
  [0x40, 0x7e],
  [0x80, 0xfc],
];

/** The lead and trail bytes of EUC. */
const euc: readonly Range[] = [[0xa1, 0xfe]];

/** Characters of JIS X 0201 with the codes of other characters in ASCII. */
const yenAndOverline = { '¥': '\\', '‾': '~' };

/** Microsoft's code page 932, with its private use characters. */
export const cp932: Charset = {
  *characters() {
    yield* charactersOf({
      table: 'cp932',
      lead: [
        [0x81, 0x9f],
        [0xe0, 0xfc],
      ],
      trail,
      instead: { f941: characterRun('\ue69d', '\ue757') },
      privateUse: true,
    });
    yield* [
      ['\xa0', '\uf8f0'],
      ['\xfd', '\uf8f1'],
      ['\xfe', '\uf8f2'],
      ['\xff', '\uf8f3'],
    ] as const;
  },
  written: { '¢': '\x81\x91', '£': '\x81\x92', '¬': '\x81\xca', '‖': '\x81\x61', '−': '\x81\x7c', '〜': '\x81\x60' },
};

/** JIS X 0208 without vendor characters. */
export const shiftJis: Charset = {
  characters: () =>
    charactersOf({
      table: 'cp932',
      lead: [
        [0x81, 0x84],
        [0x88, 0x9f],
        [0xe0, 0xea],
      ],
      trail,
      without: [[0x80, 0x80]],
      instead: { '8160': '〜‖', '817c': '−', '8191': '¢£', '81ca': '¬' },
    }),
  written: yenAndOverline,
};

export const eucJp: Charset = {
  *characters() {
    const table = 'euc-jp';
    yield* charactersOf({
      table,
      lead: [
        [0x8e, 0x8e],
        [0xa1, 0xac],
        [0xae, 0xf8],
      ],
      trail: euc,
      instead: { a1c1: '〜‖', a1dd: '−', a1f1: '¢£', a2cc: '¬' },
    });
    // JIS X 0212, in three bytes
    for (const second of numbersIn(euc))
      for (const third of numbersIn(euc)) {
        const bytes = String.fromCharCode(0x8f, second, third);
        const character = bytes === '\x8f\xa2\xb7' ? '~' : characterIn(table, bytes);
        if (character !== undefined) yield [bytes, character];
      }
  },
  written: yenAndOverline,
};
