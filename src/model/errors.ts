import type { ValueMap } from './values.ts';

/**
 * The exit codes, which follow the AWS CLI v2: 252 for a wrong command line or parameter, 253 for a wrong
 * configuration, 254 for an error response from the service, and 255 for anything else. 2 is an extension, of
 * `plan --detailed-exitcode`. A signal adds its number to 128, as in shells. The program of an alias has exit codes of
 * its own.
 */
export type ExitCode = 0 | 2 | 129 | 130 | 143 | 252 | 253 | 254 | 255;

/** How a run ended that threw no error. `main.ts` maps it to an exit code. */
export type Outcome = 'success' | 'changes planned' | 'failures';

/** The exit codes of the signals that interrupt a run. */
const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const satisfies Record<string, ExitCode>;

/** A signal that interrupts a run: Ctrl-C, a request to end, the end of the terminal. */
export type InterruptingSignal = keyof typeof signalCodes;

/** A failure that the tool expects. `main.ts` converts it to output. */
export abstract class EcrError extends Error {
  abstract readonly exitCode: ExitCode;
  /** The code in "An error occurred (CODE)"; absent where the AWS CLI shows the bare message. */
  readonly code: string | undefined = undefined;
  /** An extension: a line after the message that says what the run did or did not do before it failed. */
  note?: string;
  /** An extension: returns the last line of the message, which says what would be right. It is read for a report only. */
  hint?: () => Promise<string | undefined>;
  /** The lines of the message that the AWS CLI does not have. On a terminal, they are wrapped. */
  ownLines?: readonly string[];
}

/** Marks a message that the AWS CLI does not have. Its indented lines are not wrapped. */
export function withOwnLines<E extends EcrError>(error: E): E {
  error.ownLines = error.message.split('\n').filter((line) => !line.startsWith(' '));
  return error;
}

/** Adds a hint to an error. */
export function withHint<E extends EcrError>(error: E, hint: () => Promise<string | undefined>): E {
  error.hint = hint;
  return error;
}

/** A signal ended the run. No message is printed. */
export class Interrupted extends EcrError {
  override readonly exitCode: ExitCode;

  constructor(signal: InterruptingSignal) {
    super(`The run was interrupted by ${signal}.`);
    this.exitCode = signalCodes[signal];
  }
}

/** The command line is invalid. The usage text follows the message. */
export class UsageError extends EcrError {
  override readonly exitCode = 252;
  override readonly code = 'ParamValidation';

  constructor(
    message: string,
    readonly usage: string,
  ) {
    super(`${message}\n\n${usage}`);
  }
}

/** The command line has unknown options. The AWS CLI prints the usage text before this message. */
export class UnknownOptionsError extends EcrError {
  override readonly exitCode = 252;

  constructor(
    words: readonly string[],
    readonly usage: string,
    /** Known options with similar names. */
    suggestions: readonly string[] = [],
    /** An extension: the last lines of the message. */
    advice: readonly string[] = [],
  ) {
    const lines = suggestions.map((one) => `  * ${one}`).join('\n');
    const similar = lines === '' ? [] : [`\nMaybe you meant:\n\n${lines}`];
    super([`Unknown options: ${words.join(', ')}`, ...similar, ...advice].join('\n'));
  }
}

/** The value of a parameter is invalid. Nothing was sent. */
export class ParameterError extends EcrError {
  override readonly exitCode = 252;
  override readonly code = 'ParamValidation';
}

/** A required setting is missing or invalid. */
export class ConfigurationError extends EcrError {
  override readonly exitCode = 253;

  constructor(
    override readonly code: 'NoRegion' | 'NoCredentials' | 'Configuration' | 'Pager',
    message: string,
  ) {
    super(message);
  }
}

/** The pager cannot be started. The text was printed without it. */
export class PagerError extends ConfigurationError {
  constructor(message: string) {
    super('Pager', message);
  }
}

/** The service returned an error response. */
export class ServiceError extends EcrError {
  override readonly exitCode = 254;

  constructor(
    override readonly code: string,
    readonly operationName: string,
    /** The message in the response. */
    readonly serviceMessage: string,
    /** The number of retries; undefined unless the call failed because all attempts were used. */
    readonly retries: number | undefined,
    /** The error as a map, in botocore's order: message, code, then the members of the error's shape, if it has one. */
    readonly members: ValueMap = { Message: serviceMessage, Code: code },
  ) {
    super(serviceMessage);
  }
}

/** The call got no response. */
export class UnansweredError extends EcrError {
  override readonly exitCode = 255;
}

/** A secret cannot be used for a pull through cache rule. */
export class SecretError extends EcrError {
  override readonly exitCode = 255;

  constructor(
    override readonly code: 'SecretNotFound' | 'SecretMarkedForDeletion' | 'UnsupportedKey',
    message: string,
  ) {
    super(message);
  }
}

/** Any other expected failure, such as an unreadable file, an unknown profile or a network error. */
export class GeneralError extends EcrError {
  override readonly exitCode = 255;
}
