/**
 * Image references by the grammar of the distribution project (https://github.com/distribution/reference, reference.go
 * and regexp.go), read as Docker reads them (normalize.go).
 */

/** A reference in its parts. `host/path suffix` without the spaces is what is pulled. */
export interface ImageReference {
  /** The host with its port; `docker.io` where the text has none. */
  readonly host: string;
  readonly path: string;
  /** The tag with its colon, the digest with its @, both, or neither. */
  readonly suffix: string;
}

/** Why a text is not a reference. */
export interface ReferenceProblem {
  readonly problem: string;
}

/** The host of references without one. */
export const defaultHost = 'docker.io';

const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const hostPattern = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const component = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const imageId = /^[0-9a-f]{64}$/;

/** The longest path, in characters. */
const maxPathLength = 255;

/** The algorithms that Docker supports, with the number of their hexadecimal digits. (opencontainers/go-digest) */
const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Reads a reference. A path of a single word on Docker Hub is not extended here: see `ruleFor`. */
export function parseReference(text: string): ImageReference | ReferenceProblem {
  if (text === '') return { problem: 'it is empty' };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { problem: 'it must not have a scheme' };
  if (imageId.test(text)) return { problem: 'it is the ID of an image' };
  const { host, rest } = splitHost(text);
  const [name, digest] = splitAt(rest, '@');
  const [path, tag] = splitAt(name, ':');
  const problem =
    hostProblem(host) ??
    pathProblem(path) ??
    (tag === undefined ? undefined : tagProblem(tag)) ??
    digestProblem(digest);
  return problem === undefined ? { host, path, suffix: rest.slice(path.length) } : { problem };
}

/** The first part is a host only where it looks like one: `team/app` is a path on Docker Hub. */
function splitHost(text: string): { readonly host: string; readonly rest: string } {
  const [first, rest] = splitAt(text, '/');
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  return rest !== undefined && isHost ? { host: first, rest } : { host: defaultHost, rest: text };
}

/** Splits at the first separator; the second part is undefined without one. */
function splitAt(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

function hostProblem(host: string): string | undefined {
  return hostPattern.test(host) ? undefined : `"${host}" is not a host`;
}

function pathProblem(path: string): string | undefined {
  if (path === '') return 'it has no repository';
  if (path !== path.toLowerCase()) return 'a repository is written in lower case';
  const wrong = path.split('/').find((part) => !component.test(part));
  if (wrong === '') return 'its repository has an empty part';
  if (wrong !== undefined)
    return `"${wrong}" is not a part of a repository: letters and digits, with ".", "_", "__" or "-" between them`;
  if (path.length > maxPathLength) return `its repository has more than ${String(maxPathLength)} characters`;
  return undefined;
}

function tagProblem(tag: string): string | undefined {
  if (tagPattern.test(tag)) return undefined;
  if (tag === '') return 'its tag is empty';
  return `"${tag}" is not a tag: up to 128 letters, digits, "_", "." and "-", not starting with "." or "-"`;
}

function digestProblem(digest: string | undefined): string | undefined {
  if (digest === undefined) return undefined;
  const [algorithm, hex = ''] = splitAt(digest, ':');
  const length = digestLengths[algorithm];
  if (length === undefined)
    return digestPattern.test(digest)
      ? `its digest must be of ${Object.keys(digestLengths).join(', ')}`
      : `"${digest}" is not a digest, such as sha256: and 64 hexadecimal digits`;
  if (new RegExp(`^[0-9a-f]{${String(length)}}$`).test(hex)) return undefined;
  return `a digest of ${algorithm} has ${String(length)} hexadecimal digits, in lower case`;
}
