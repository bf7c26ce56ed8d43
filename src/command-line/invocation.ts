import type { GlobalOptions, OperationOptions } from '../model/option-values.ts';
import type { OwnCommand } from '../model/own-commands.ts';
import type { Operation } from '../model/shapes.ts';

/** A call of an operation with typed options. */
export interface Invocation {
  readonly operation: Operation;
  readonly globals: GlobalOptions;
  readonly options: OperationOptions;
  /** The values of the options for input members, as text, by member name. */
  readonly members: ReadonlyMap<string, string | readonly string[]>;
}

/** A call of an own command with typed options. */
export interface OwnInvocation {
  readonly command: OwnCommand;
  readonly globals: GlobalOptions;
  /** The positional arguments. */
  readonly words: readonly string[];
  /** The values by option name in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
}
