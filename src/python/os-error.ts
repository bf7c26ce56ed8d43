import { constants } from 'node:os';

/** The operating system's words for what commonly goes wrong with files, as Python has them from the C library. */
const words: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENXIO: 'No such device or address',
  EPERM: 'Operation not permitted',
};

/** An error of the operating system in the form in which the AWS CLI shows it: `[Errno 2] No such file or directory: 'a'`. */
export function systemErrorText(error: NodeJS.ErrnoException, path: string | undefined): string {
  const code = error.code ?? '';
  const number = Object.entries(constants.errno).find(([name]) => name === code)?.[1];
  const what = `[Errno ${number === undefined ? code : String(number)}] ${words[code] ?? error.message}`;
  return path === undefined ? what : `${what}: '${path}'`;
}
