import { EcrError, GeneralError, ServiceError } from '../model/errors.ts';
import type { Value, ValueMap } from '../model/values.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { parseJson, writeJson } from '../python/json.ts';
import { systemErrorText } from '../python/os-error.ts';

/** A token that another program saved in a file, and that a refresh token in the same file renews. */
export interface StoredToken {
  readonly content: ValueMap;
  readonly expiration: Date;
}

/** How tokens of one kind are read and renewed. */
export interface TokenSource<T extends StoredToken> {
  /** Undefined without a home folder. */
  readonly file: string | undefined;
  /** As a warning names it, such as `the SSO session dev`. */
  readonly name: string;
  /** The command that gets a new token where this one cannot be renewed. */
  readonly login: string;
  /** A token with at most this much time left is renewed, in milliseconds. */
  readonly renewalWindow: number;
  /** @throws GeneralError without a usable file */
  read(): T;
  /** @returns undefined for a token that cannot be renewed @throws EcrError where the service does not renew it */
  renew(token: T): Promise<T | undefined>;
}

/** A token, and why it was not renewed, where that failed. */
export interface TokenFound<T extends StoredToken> {
  readonly token: T;
  readonly failure?: EcrError;
}

/**
 * Finds a token, and renews it where its end is near. A refresh token can be used only once, by one process. So
 *
 * - A refresh token that was refused is not sent again;
 * - After a refusal the file is read again, because another process may have renewed the token meanwhile;
 * - A token that has not ended is not renewed where the new one cannot be kept.
 */
export function tokenFinder<T extends StoredToken>(source: TokenSource<T>, io: Io): () => Promise<TokenFound<T>> {
  let refused: { readonly refreshToken: unknown; readonly failure: EcrError } | undefined;
  return async () => {
    const token = source.read();
    const timeLeft = token.expiration.getTime() - io.now().getTime();
    if (timeLeft > source.renewalWindow) return { token };
    const { refreshToken } = token.content;
    if (refused !== undefined && refused.refreshToken === refreshToken) return { token, failure: refused.failure };
    if (timeLeft > 0 && !(await canKeep(source, io))) return { token };
    try {
      const renewed = await source.renew(token);
      if (renewed === undefined) return { token };
      await keep(renewed, source, io);
      return { token: renewed };
    } catch (error) {
      if (!(error instanceof EcrError)) throw error;
      const other = source.read();
      if (other.content['refreshToken'] !== refreshToken && other.expiration > io.now()) return { token: other };
      if (error instanceof ServiceError) refused = { refreshToken, failure: error };
      return { token, failure: error };
    }
  };
}

async function canKeep({ file, name }: Pick<TokenSource<StoredToken>, 'file' | 'name'>, io: Io): Promise<boolean> {
  if (file !== undefined && (await io.files.canWritePrivate(file))) return true;
  io.trace?.('credentials', `The token of ${name} is not renewed yet, because the new one cannot be saved`);
  return false;
}

async function keep(
  { content }: StoredToken,
  { file, name, login }: Pick<TokenSource<StoredToken>, 'file' | 'name' | 'login'>,
  io: Io,
): Promise<void> {
  const problem = await writeCache(file, content, io);
  if (problem === undefined) return;
  await io.stderr.write(
    `warning: the renewed token of ${name} cannot be saved: ${problem}. The saved one cannot be used any more; when ` +
      `this run has ended, ${login} gets a new one.\n`,
  );
}

/** Reads the token from a file that another program maintains. @throws GeneralError where it cannot be read */
export function readTokenFile(file: string, io: Io): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(io.files.read(file));
  } catch (error) {
    if (error instanceof TypeError) throw new GeneralError(`The token in ${file} is not valid UTF-8.`);
    throw isSystemError(error) ? new GeneralError(systemErrorText(error, file)) : error;
  }
}

/**
 * Writes a cache file that the next run may use, even one of the AWS CLI.
 *
 * @returns why the file could not be written, which is not a reason to fail; undefined where it was written
 */
export async function writeCache(file: string | undefined, content: ValueMap, io: Io): Promise<string | undefined> {
  if (file === undefined) return 'there is no home folder';
  try {
    await io.files.writePrivate(file, writeJson(content, 'inline'));
    return undefined;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return systemErrorText(error, file);
  }
}

/**
 * Reads a cache file.
 *
 * @returns undefined where there is no such file, or it is unreadable or not JSON
 */
export function readCache(file: string | undefined, io: Io): Value | undefined {
  if (file === undefined) return undefined;
  try {
    return parseJson(io.files.read(file).toString('utf8'));
  } catch (error) {
    if (isSystemError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A time in the format of those files, to the second. */
export function writtenTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
