/**
 * The types that describe the API as data, after the service model that AWS publishes for Amazon ECR (API version
 * 2015-09-21): shapes, members in their order, bounds, patterns and enumerations.
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

/** The members that page through a long list. */
export interface Paginator {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limitKey: string;
  readonly resultKey: string;
}

export type Effect = 'created' | 'updated' | 'deleted';

export interface Operation {
  /** The API's name, such as `CreatePullThroughCacheRule`; the command's name follows from it. */
  readonly name: string;
  /** One sentence, starting with a verb. */
  readonly help: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** What a successful call has done to the rule; absent where it only reads. */
  readonly effect?: Effect;
  /** The code of the error for something that exists already; such an operation has --if-exists and --validate. */
  readonly existsError?: string;
  readonly paginator?: Paginator;
  /** Whether the preflight checks the parameters, in addition to botocore's checks. */
  readonly preflight?: true;
}
