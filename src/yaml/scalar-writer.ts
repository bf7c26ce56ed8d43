import { scalarKind, type YamlVersion } from './scalars.ts';

/** The position of a scalar in the document. */
export interface ScalarPosition {
  /** The indentation of continuation lines, in columns. */
  readonly indentation: number;
  /** The column at which the scalar starts. */
  readonly column: number;
  /** Whether the scalar is a simple key, which has no line breaks and is not folded. */
  readonly isKey: boolean;
}

const bestWidth = 80;

/**
 * Writes a text as a YAML scalar, as libyaml does for the AWS CLI: plain if that reads back as the same text, otherwise
 * in single quotes if possible, otherwise in double quotes. Long lines are folded at spaces.
 *
 * @param versions the versions of YAML in which the text is to read back as the same text
 * @returns the scalar, with continuation lines indented
 */
export function yamlScalar(text: string, position: ScalarPosition, versions: readonly YamlVersion[] = ['1.2']): string {
  const traits = analyze(text);
  const writer = new ScalarWriter(position);
  if (traits.plainAllowed && versions.every((version) => scalarKind(text, version) === 'text'))
    return writer.plain(text);
  return traits.singleQuotedAllowed ? writer.singleQuoted(text) : writer.doubleQuoted(text);
}

const lineBreak = /^[\n\r\u0085\u2028\u2029]$/;

/** Returns whether libyaml counts a character as printable: no tab, control character or character above U+FFFF. */
function isPrintable(character: string): boolean {
  return /^[\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(character);
}

function isBlankOrEnd(character: string | undefined): boolean {
  return (
    character === undefined ||
    character === ' ' ||
    character === '\t' ||
    lineBreak.test(character) ||
    character === '\0'
  );
}

interface Traits {
  readonly plainAllowed: boolean;
  readonly singleQuotedAllowed: boolean;
}

/** Analyzes a scalar in block style as libyaml does. */
function analyze(text: string): Traits {
  const characters = Array.from(text);
  const isBreak = (character: string | undefined) => character !== undefined && lineBreak.test(character);
  const some = (test: (character: string, before: string | undefined, after: string | undefined) => boolean) =>
    characters.some((character, index) => test(character, characters[index - 1], characters[index + 1]));

  const hasBreaks = some((character) => isBreak(character));
  const isSpecial = some((character) => !isPrintable(character));
  const spaceThenBreak = some((character, before) => isBreak(character) && before === ' ');
  const breakThenSpace = some((character, before) => character === ' ' && isBreak(before));
  const blankAtAnEnd = [characters[0], characters.at(-1)].some((character) => character === ' ' || isBreak(character));
  const indicators =
    /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`])/.test(text) ||
    some((character, before, after) => {
      if (before === undefined) return /[?:-]/.test(character) && isBlankOrEnd(after);
      return (character === ':' && isBlankOrEnd(after)) || (character === '#' && isBlankOrEnd(before));
    });
  return {
    plainAllowed: !isSpecial && !hasBreaks && !blankAtAnEnd && !indicators,
    singleQuotedAllowed: !isSpecial && !spaceThenBreak && !breakThenSpace,
  };
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\u000b': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

class ScalarWriter {
  readonly #position: ScalarPosition;
  #out = '';
  #column: number;

  constructor(position: ScalarPosition) {
    this.#position = position;
    this.#column = position.column;
  }

  plain(text: string): string {
    this.#eachCharacter(text, (character, { foldable }) => {
      if (foldable) this.#newLine();
      else this.#put(character);
    });
    return this.#out;
  }

  singleQuoted(text: string): string {
    this.#put("'");
    this.#eachCharacter(text, (character, { foldable, first, last, before }) => {
      const afterBreak = before !== undefined && lineBreak.test(before);
      if (lineBreak.test(character)) {
        // A single line break is read as a space, so it is doubled.
        if (!afterBreak && character === '\n') this.#out += '\n';
        this.#out += character;
        this.#column = 0;
      } else if (foldable && !first && !last) {
        this.#newLine();
      } else {
        if (afterBreak) this.#indent();
        this.#put(character === "'" ? "''" : character);
      }
    });
    if (lineBreak.test(text.at(-1) ?? '')) this.#indent();
    this.#put("'");
    return this.#out;
  }

  doubleQuoted(text: string): string {
    this.#put('"');
    this.#eachCharacter(
      text,
      (character, { foldable, first, last, next }) => {
        const plain = isPrintable(character) && !lineBreak.test(character) && character !== '"' && character !== '\\';
        if (!plain) this.#put(escapes[character] ?? hexEscape(character));
        else if (foldable && !first && !last) {
          this.#newLine();
          if (next === ' ') this.#put('\\');
        } else this.#put(character);
      },
      { doubleQuoted: true },
    );
    this.#put('"');
    return this.#out;
  }

  /** Visits each character with its context. At a foldable space, the line may be broken. */
  #eachCharacter(
    text: string,
    visit: (
      character: string,
      at: {
        readonly foldable: boolean;
        readonly first: boolean;
        readonly last: boolean;
        readonly before: string | undefined;
        readonly next: string | undefined;
      },
    ) => void,
    { doubleQuoted = false } = {},
  ): void {
    const characters = Array.from(text);
    let afterSpace = false;
    characters.forEach((character, index) => {
      const next = characters[index + 1];
      const foldable =
        character === ' ' &&
        !this.#position.isKey &&
        !afterSpace &&
        this.#column > bestWidth &&
        (doubleQuoted || next !== ' ');
      visit(character, {
        foldable,
        first: index === 0,
        last: index === characters.length - 1,
        before: characters[index - 1],
        next,
      });
      afterSpace = character === ' ';
    });
  }

  #put(text: string): void {
    this.#out += text;
    this.#column += Array.from(text).length;
  }

  #indent(): void {
    this.#out += ' '.repeat(this.#position.indentation);
    this.#column = this.#position.indentation;
  }

  #newLine(): void {
    this.#out += '\n';
    this.#indent();
  }
}

function hexEscape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, '0')}`;
}
