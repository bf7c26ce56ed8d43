/**
 * The types that describe the API as data: shapes, ordered members, bounds, patterns and enumerations. They follow the
 * service model that AWS publishes for Amazon ECR (API version 2015-09-21).
 */

export interface StringShape {
  readonly type: 'string';
  /** The minimum and maximum length, in characters. */
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

/** A timestamp; in responses, a number of seconds since 1970 with a fraction. */
export interface TimestampShape {
  readonly type: 'timestamp';
}

export interface ListShape {
  readonly type: 'list';
  readonly member: Shape;
  /** The minimum and maximum number of elements. */
  readonly min?: number;
  readonly max?: number;
}

export interface StructureShape {
  readonly type: 'structure';
  readonly members: readonly Member[];
}

export type Shape = StringShape | IntegerShape | BooleanShape | TimestampShape | ListShape | StructureShape;

export interface Member {
  /** The API name of the member, such as `ecrRepositoryPrefix`. */
  readonly name: string;
  readonly shape: Shape;
  readonly required?: boolean;
  /** One sentence that describes the value, for the OUTPUT section of help. */
  readonly help: string;
  /** How the option that sets an input member is described. */
  readonly option?: OptionHelp;
}

/** The description of an option in help, in the prompt and in completion. */
export interface OptionHelp {
  /** What the value is, such as `host`; shown in angle brackets. */
  readonly value?: string;
  /** One sentence that starts with a verb. */
  readonly help: string;
  /** Further lines for its entry in help. */
  readonly details?: readonly string[];
  /** What applies without the option. */
  readonly default?: string;
}

/** The members that an operation uses for pagination. */
export interface Paginator {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limitKey: string;
  readonly resultKey: string;
}

export type Effect = 'created' | 'updated' | 'deleted';

export interface Operation {
  /** The API name, such as `CreatePullThroughCacheRule`. The command name is derived from it. */
  readonly name: string;
  /** One sentence, starting with a verb. */
  readonly help: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** What the operation is about, in messages: a rule, if it is undefined. */
  readonly subject?: string;
  /** What a successful call does to the rule; undefined for a call that only reads. */
  readonly effect?: Effect;
  /** The error code for a rule that already exists. Commands with this code have --if-exists and --validate. */
  readonly existsError?: string;
  /** The error code for a rule that does not exist, in operations that delete it. */
  readonly missingError?: string;
  readonly paginator?: Paginator;
  /** Whether the preflight checks run in addition to botocore's checks. */
  readonly preflight?: true;
}

/** Returns whether a pattern of the model matches the whole text, as the service requires. */
export function matchesPattern(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}

/**
 * Converts an API name to its form on the command line: `CreatePullThroughCacheRule` becomes
 * `create-pull-through-cache-rule`, `upstreamRegistryUrl` becomes `upstream-registry-url`.
 */
export function commandLineName(apiName: string): string {
  return apiName.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
