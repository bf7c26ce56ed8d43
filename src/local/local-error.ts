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
