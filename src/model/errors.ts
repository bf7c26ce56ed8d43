import type { ValueMap } from './values.ts';

/**
 * The failures that the tool expects. Each knows its exit code and, where the AWS CLI shows one, its error code;
 * `main.ts` alone turns them into output.
 *
 * Exit codes follow the AWS CLI v2: 252 the command line or its parameters are wrong, 253 the configuration is,
 * 254 the service answered with an error, 255 anything else.
 */
export type ExitCode = 0 | 130 | 252 | 253 | 254 | 255;

/** What shells give to a run that Ctrl-C has ended, and the AWS CLI, too. */
export const interrupted = 130 satisfies ExitCode;

export abstract class EcrError extends Error {
  abstract readonly exitCode: ExitCode;
  /** The code in "An error occurred (CODE)"; absent where the AWS CLI shows the bare message. */
  readonly code: string | undefined = undefined;
  /** An extension: what has happened all the same, or has not; a line that follows the message. */
  note?: string;
}

/** The command line cannot be understood: the message is followed by the usage text. */
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

/** Words that no option or command took. The AWS CLI prints the usage text in front of this one. */
export class UnknownOptionsError extends EcrError {
  override readonly exitCode = 252;

  constructor(
    words: readonly string[],
    readonly usage: string,
    /** Known options that the words resemble. */
    suggestions: readonly string[] = [],
  ) {
    const lines = suggestions.map((one) => `  * ${one}`).join('\n');
    super(`Unknown options: ${words.join(', ')}${lines === '' ? '' : `\n\nMaybe you meant:\n\n${lines}`}`);
  }
}

/** A parameter's value cannot be used; nothing was sent. */
export class ParameterError extends EcrError {
  override readonly exitCode = 252;
  override readonly code = 'ParamValidation';
}

/** A setting that the run needs is missing or unusable. */
export class ConfigurationError extends EcrError {
  override readonly exitCode = 253;

  constructor(
    override readonly code: 'NoRegion' | 'NoCredentials' | 'Configuration' | 'Pager',
    message: string,
  ) {
    super(message);
  }
}

/** The pager cannot be started. The text has been printed without it. */
export class PagerError extends ConfigurationError {
  constructor(message: string) {
    super('Pager', message);
  }
}

/** The service answered a call with an error. */
export class ServiceError extends EcrError {
  override readonly exitCode = 254;

  constructor(
    override readonly code: string,
    readonly operationName: string,
    /** The service's own words. */
    readonly serviceMessage: string,
    /** How often the call was repeated before giving up, where that was why it ended. */
    readonly retries: number | undefined,
    /** The error as a map, in botocore's order: message, code, and the members of its shape where the service has one. */
    readonly members: ValueMap = { Message: serviceMessage, Code: code },
  ) {
    super(serviceMessage);
  }
}

/** A call that got no answer. */
export class UnansweredError extends EcrError {
  override readonly exitCode = 255;

  constructor(
    message: string,
    /** Whether a request may have reached the service all the same, so that it may have been carried out. */
    readonly mayHaveArrived: boolean,
  ) {
    super(message);
  }
}

/** Anything else that is known to go wrong: files, profiles, the network. */
export class GeneralError extends EcrError {
  override readonly exitCode = 255;
}
