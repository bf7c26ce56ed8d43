import type { BuiltinCommand } from '../model/builtin-commands.ts';
import type { GlobalOptions, OperationOptions } from '../model/option-values.ts';
import type { Operation } from '../model/shapes.ts';

/** A call of an operation with typed options. */
export interface Invocation {
  readonly operation: Operation;
  readonly globals: GlobalOptions;
  readonly options: OperationOptions;
  /** The values of the options for input members, as text, by member name. */
  readonly members: ReadonlyMap<string, string | readonly string[]>;
}

/** A call of a builtin command with typed options. */
export interface BuiltinInvocation {
  readonly command: BuiltinCommand;
  readonly globals: GlobalOptions;
  /** The positional arguments. */
  readonly words: readonly string[];
  /** The values by option name in camel case. */
  readonly options: Readonly<Record<string, unknown>>;
}
