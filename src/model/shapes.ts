/**
 * The vocabulary in which the API is described as data. It follows the service model that AWS publishes for
 * Amazon ECR (API version 2015-09-21): shapes, members in their order, bounds, patterns and enumerations.
 */

export interface StringShape {
  readonly type: 'string';
  /** Shortest and longest length, in characters. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enumeration?: readonly string[];
}

export interface IntegerShape {
  readonly type: 'integer';
  readonly min?: number;
  readonly max?: number;
}

export interface BooleanShape {
  readonly type: 'boolean';
}

/** On the wire: seconds since 1970, with a fraction. */
export interface TimestampShape {
  readonly type: 'timestamp';
}

export interface ListShape {
  readonly type: 'list';
  readonly member: Shape;
  /** Fewest and most elements. */
  readonly min?: number;
  readonly max?: number;
}

export interface StructureShape {
  readonly type: 'structure';
  readonly members: readonly Member[];
}

export type Shape = StringShape | IntegerShape | BooleanShape | TimestampShape | ListShape | StructureShape;

export interface Member {
  /** The member's name in the API, such as `ecrRepositoryPrefix`. */
  readonly name: string;
  readonly shape: Shape;
  readonly required?: boolean;
  /** One sentence for skeletons and help. */
  readonly help: string;
}

/** How an operation hands out a long list piece by piece. */
export interface Paginator {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limitKey: string;
  readonly resultKey: string;
}

/** What goes on around the making of something: the other operations of its life, by their API names. */
export interface Creation {
  /** The error that says that it is there already. */
  readonly existsError: string;
  /** The input member that names it, and the one that says where. */
  readonly named: { readonly by: string; readonly within: string };
  /** The operation that lists what is there, and its input member for the names. */
  readonly listed: { readonly operation: string; readonly by: string; readonly resultKey: string };
  /** The operation that changes it; what that cannot be given cannot be changed. */
  readonly changed: string;
  /** The operation that checks it, and the members of its answer. */
  readonly checked: { readonly operation: string; readonly verdict: string; readonly reason: string };
  /** What members that are missing from its description stand for. */
  readonly defaults: Readonly<Record<string, string>>;
}

export interface Operation {
  /** The API's name, such as `CreatePullThroughCacheRule`; the command's name follows from it. */
  readonly name: string;
  /** One sentence saying what the operation does. */
  readonly help: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** For an operation that makes something. */
  readonly creation?: Creation;
  readonly paginator?: Paginator;
  /** Whether everything that can be known wrong is told before a request, not only what botocore checks. */
  readonly preflight?: true;
}
