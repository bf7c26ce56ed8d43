import iconv from 'iconv-lite';

import { characterIn, characterRun, charactersOf, type Charset, type Range } from './charset.ts';

/** The trail bytes of GBK. */
const gbkTrail: readonly Range[] = [
  [0x40, 0x7e],
  [0x80, 0xfe],
];

/** The trail bytes of Big5. */
const bigFiveTrail: readonly Range[] = [
  [0x40, 0x7e],
  [0xa1, 0xfe],
];

export const gbk: Charset = {
  characters: () =>
    charactersOf({
      table: 'gbk',
      lead: [[0x81, 0xfe]],
      trail: gbkTrail,
      without: [
        [0x80, 0x80],
        [0xa2e3, 0xa2e3],
        [0xa3a0, 0xa3a0],
        [0xa8bc, 0xa8bc],
        [0xa8bf, 0xa8bf],
        [0xa989, 0xa995],
        [0xfe50, 0xfea0],
      ],
    }),
};

export const gb18030: Charset = {
  characters: () =>
    charactersOf({
      table: 'gb18030',
      lead: [[0x81, 0xfe]],
      trail: gbkTrail,
      without: [[0x80, 0x80]],
      instead: { a3a0: '\ue5e5', a8bc: '\ue7c7' },
      privateUse: true,
    }),
  fourBytes: {
    read(bytes) {
      if (bytes === '\x81\x35\xf4\x37') return 'ḿ';
      return bytes === '\x84\x31\xa4\x37' ? '\ufffd' : characterIn('gb18030', bytes);
    },
    write(character) {
      if (character === 'ḿ') return '\x81\x35\xf4\x37';
      return /\p{Cs}/u.test(character) ? undefined : iconv.encode(character, 'gb18030').toString('latin1');
    },
  },
};

/** Python's version of the ETEN extension of Big5. */
const eten = [
  'ヾゝゞ々',
  characterRun('ぁ', 'ん'),
  characterRun('ァ', 'ヶ'),
  'ДЕЁ',
  characterRun('Ж', 'М'),
  characterRun('У', 'е'),
  'ё',
  characterRun('ж', 'я'),
  characterRun('①', '⑩'),
  characterRun('⑴', '⑽'),
].join('');

/** Characters that both codecs write to the same bytes, although cp950 reads these bytes as similar characters. */
const shapes = {
  '¢': '\xa2\x46',
  '£': '\xa2\x47',
  '¥': '\xa2\x44',
  '•': '\xa1\x45',
  '‾': '\xa1\xc2',
  '∼': '\xa1\xe3',
  '☉': '\xa1\xf3',
  '♁': '\xa1\xf2',
  '､': '\xa1\x4e',
};

/** Two numerals that have two codes in Big5. */
const numerals = { 十: '\xa4\x51', 卅: '\xa4\xca' };

/** Microsoft's code page. */
export const cp950: Charset = {
  characters: () =>
    charactersOf({ table: 'cp950', lead: [[0x81, 0xfe]], trail: bigFiveTrail, instead: { c6a1: eten } }),
  written: { ...shapes, ...numerals },
};

export const big5: Charset = {
  characters: () =>
    charactersOf({
      table: 'cp950',
      lead: [[0xa1, 0xf9]],
      trail: bigFiveTrail,
      without: [
        [0x80, 0x80],
        [0xa3e1, 0xa3e1],
        [0xf9d6, 0xf9fe],
      ],
      instead: {
        a145: '•',
        a14e: '､',
        a1c2: '‾',
        a1e3: '∼',
        a1f2: '♁☉',
        a241: '／＼',
        a244: '¥',
        a246: '¢£',
        c6a1: eten,
      },
    }),
  written: { ...numerals, '／': '\xa2\x41', '＼': '\xa2\x42' },
};
