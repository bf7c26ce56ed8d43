import type { GlobalOptions, OperationOptions } from '../model/option-values.ts';
import type { OwnCommand } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';

/** A command line that calls an operation, with typed options. */
export interface Invocation {
  readonly operation: Operation;
  readonly globals: GlobalOptions;
  readonly options: OperationOptions;
  /** The values of the input members' options, by the members' names, still as text. */
  readonly members: ReadonlyMap<string, string | readonly string[]>;
}

/** A command line for a command of the tool itself. */
export interface OwnInvocation {
  readonly command: OwnCommand;
  readonly globals: GlobalOptions;
  readonly argument: string | undefined;
  /** By their camel-cased names. */
  readonly options: Readonly<Record<string, unknown>>;
}
