import type { existsModes } from './options.ts';

/** The options on a command line by name, each with the values of its last occurrence. */
export type OptionWords = ReadonlyMap<string, readonly string[]>;

/** The typed global options. An option that is not on the command line is undefined. */
export interface GlobalOptions {
  readonly debug?: boolean;
  readonly endpointUrl?: string;
  readonly verifySsl?: boolean;
  readonly paginate?: boolean;
  readonly output?: string;
  readonly query?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly color?: string;
  readonly signRequest?: boolean;
  readonly caBundle?: string;
  readonly cliReadTimeout?: number;
  readonly cliConnectTimeout?: number;
  readonly cliBinaryFormat?: string;
  readonly cliPager?: boolean;
  readonly cliAutoPrompt?: boolean;
  readonly cliErrorFormat?: string;
}

/** The typed options of an operation, by their names in camel case. */
export interface OperationOptions {
  readonly cliInputJson?: string;
  readonly cliInputYaml?: string;
  readonly generateCliSkeleton?: string;
  readonly startingToken?: string;
  readonly pageSize?: number;
  readonly maxItems?: number;
  readonly dryRun?: boolean;
  readonly ifExists?: (typeof existsModes)[number];
  readonly validate?: boolean;
}
