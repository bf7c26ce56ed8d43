import { characterRun, charactersOf, type Charset, type Entry } from './charset.ts';

/** Microsoft's code page 949: all Hangul syllables have two bytes. */
export const cp949: Charset = {
  characters: () =>
    charactersOf({
      table: 'cp949',
      lead: [[0x81, 0xfe]],
      trail: [
        [0x41, 0x5a],
        [0x61, 0x7a],
        [0x81, 0xfe],
      ],
    }),
};

/** The placeholder for a missing part of a spelled-out syllable. */
const filler = '\u3164';

/** KS X 1001: only common syllables have two bytes; the others are spelled out. */
export const eucKr: Charset = {
  *characters() {
    yield* charactersOf({
      table: 'cp949',
      lead: [[0xa1, 0xfe]],
      trail: [[0xa1, 0xfe]],
      without: [
        [0x80, 0x80],
        [0xa4d4, 0xa4d4],
      ],
    });
    yield* spelledSyllables();
  },
  written: { [filler]: bytesOf(filler) },
};

/** Returns every syllable, spelled as a filler and three parts. (KS X 1001:1998, annex 3) */
function* spelledSyllables(): Generator<Entry, void> {
  const initials = Array.from('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ');
  const vowels = Array.from(characterRun('ㅏ', 'ㅣ'));
  const finals = Array.from(`${filler}ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ`);
  let syllable = '가'.charCodeAt(0);
  for (const initial of initials)
    for (const vowel of vowels)
      for (const final of finals)
        yield [[filler, initial, vowel, final].map(bytesOf).join(''), String.fromCharCode(syllable++)];
}

/** Returns the bytes of a letter. KS X 1001 has the letters in the order of Unicode. */
function bytesOf(letter: string): string {
  return String.fromCharCode(0xa4, 0xa1 + letter.charCodeAt(0) - 'ㄱ'.charCodeAt(0));
}
