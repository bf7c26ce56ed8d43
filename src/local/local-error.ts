/** An error that the embedded endpoint answers with, under the name that the service gives it. */
export class LocalError extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status: 400 | 403 | 404 | 413 | 500 = 400,
  ) {
    super(message);
  }
}

export function invalidParameter(message: string): LocalError {
  return new LocalError('InvalidParameterException', message);
}
