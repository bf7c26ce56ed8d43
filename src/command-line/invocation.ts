import type { GlobalOptions, OperationOptions } from '../model/option-values.ts';
import type { Operation } from '../model/shapes.ts';

/** A command line, understood. */
export interface Invocation {
  readonly operation: Operation;
  readonly globals: GlobalOptions;
  readonly options: OperationOptions;
  /** What was given for the input members, by the members' names, still as text. */
  readonly members: ReadonlyMap<string, string | readonly string[]>;
}
