import { YAMLException } from 'js-yaml';

/** A place in a text, from 0. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a text that is not YAML, and where. */
interface Problem {
  readonly reason: string;
  readonly place: Place | undefined;
}

const maximumWidth = 72;

/**
 * Returns what is wrong with a text that is not YAML, with the line and a caret under the place.
 *
 * @param error the error of the reader
 * @param source the name of the text, such as its file
 */
export function yamlProblem(text: string, error: unknown, source: string): string {
  const { reason, place } = problemOf(text, error);
  return place === undefined ? `${source}: ${reason}` : placed(text, source, place, reason);
}

/**
 * Returns where a space is missing after a colon. YAML reads `name:value` as a text, which is often no error of YAML, or
 * one in a later line.
 *
 * @param source the name of the text, such as its file
 */
export function missingSpaceProblem(text: string, source: string): string | undefined {
  const place = missingSpace(text);
  return place === undefined ? undefined : placed(text, source, place, spaceReason);
}

const spaceReason = 'a space is missing after the colon';

function problemOf(text: string, error: unknown): Problem {
  if (!(error instanceof YAMLException) || error.mark === undefined)
    return { reason: error instanceof Error ? error.message : String(error), place: undefined };
  const { line, column } = error.mark;
  const space = missingSpace(text);
  if (space !== undefined && space.line <= line) return { reason: spaceReason, place: space };
  const tab = tabInIndentation(text, line);
  if (tab !== undefined) return { reason: 'a tab in the indentation; YAML takes only spaces', place: tab };
  return { reason: error.reason, place: { line, column } };
}

/** Words with a colon in the middle are not names: a URL, a host and its port, an ARN, a time. */
function missingSpace(text: string): Place | undefined {
  return find(text, /^( *(?:- +)*[A-Za-z_][\w-]*:)(?=[^\s:/\d])(?!.*: )/);
}

function tabInIndentation(text: string, lastLine: number): Place | undefined {
  const place = find(text, /^([ -]*)\t/);
  return place !== undefined && place.line <= lastLine ? place : undefined;
}

/** Returns the place after the first group of a pattern, in the first line that has it. */
function find(text: string, pattern: RegExp): Place | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((one) => pattern.test(one));
  return line < 0 ? undefined : { line, column: pattern.exec(lines[line] ?? '')?.[1]?.length ?? 0 };
}

function placed(text: string, source: string, { line, column }: Place, reason: string): string {
  const start = Math.max(0, column - maximumWidth + 10);
  const excerpt = withoutPasswords(text.split('\n')[line] ?? '')
    // Tabs and control characters would move the caret.
    .replace(/\p{Cc}/gu, ' ')
    .slice(start, start + maximumWidth);
  const at = `${source}, line ${String(line + 1)}, column ${String(column + 1)}`;
  return `${at}: ${reason}\n  ${excerpt}\n  ${' '.repeat(column - start)}^`;
}

/** Hides the passwords of URLs, because messages may end up in logs. */
function withoutPasswords(line: string): string {
  return line.replace(
    /(\/\/[^\s/:@]*:)([^\s@]*)(?=@)/g,
    (_, start: string, password: string) => start + '*'.repeat(password.length),
  );
}
