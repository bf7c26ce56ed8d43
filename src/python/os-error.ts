import { constants } from 'node:os';

/** The messages of the C library for common file errors, which Python prints. */
const words: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENFILE: 'Too many open files in system',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENXIO: 'No such device or address',
  EPERM: 'Operation not permitted',
};

/** An extension: what to do about too many open files. */
export const openFilesAdvice = 'Raise the limit, for example with `ulimit -n 1024`.';

/** Formats an error of the operating system as the AWS CLI does: `[Errno 2] No such file or directory: 'a'`. */
export function systemErrorText(error: NodeJS.ErrnoException, path: string | undefined): string {
  const code = error.code ?? '';
  const number = Object.entries(constants.errno).find(([name]) => name === code)?.[1];
  const what = `[Errno ${number === undefined ? code : String(number)}] ${words[code] ?? error.message}`;
  const text = path === undefined ? what : `${what}: '${path}'`;
  return code === 'EMFILE' || code === 'ENFILE' ? `${text}. ${openFilesAdvice}` : text;
}
