import { getSystemErrorMap } from 'node:util';

/** An error response of the local endpoint. The type is the name that the service gives the error. */
export class LocalError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status: 400 | 403 | 413 | 500 = 400,
  ) {
    super(message);
  }
}

export function invalidParameter(message: string): LocalError {
  return new LocalError('InvalidParameterException', message);
}

/** Returns the words of the operating system for an error, such as `permission denied`. */
export function systemErrorReason({ errno, message }: NodeJS.ErrnoException): string {
  return (errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]) ?? message;
}
