import type { GlobalOptions } from '../command-line/invocation.ts';
import { GeneralError } from '../errors.ts';
import type { Io } from '../io.ts';
import { service } from '../model/service.ts';
import { resolveProfile, type ChosenProfile } from './chosen-profile.ts';
import { endpointUrl } from './endpoint-url.ts';
import { pagerOf } from './pager.ts';
import { timestampFormat, type TimestampFormat } from './timestamp-format.ts';
import { wholeNumber } from './whole-number.ts';

/** What the flags, the environment and the files together say, read when it is first asked for. */
export interface Settings {
  readonly region: string | undefined;
  readonly output: string;
  readonly query: string | undefined;
  /** Where to send the request instead of the Region's endpoint. */
  readonly endpointUrl: string | undefined;
  readonly signRequest: boolean;
  readonly verifyCertificate: boolean;
  /** A file of certificates to trust. */
  readonly caBundle: string | undefined;
  /** In seconds; 0 means no limit. */
  readonly readTimeout: number;
  readonly connectTimeout: number;
  readonly useFipsEndpoint: boolean;
  readonly useDualStackEndpoint: boolean;
  readonly retryMode: 'standard' | 'adaptive';
  /** How often a call is made at most, the first time included. */
  readonly maxAttempts: number;
  readonly parameterValidation: boolean;
  readonly timestampFormat: TimestampFormat;
  readonly color: 'on' | 'off' | 'auto';
  /** The pager's command line; undefined for none. */
  readonly pager: string | undefined;
  readonly profile: ChosenProfile;
}

/** Where a setting may come from; the first that says something wins, in the order of these three. */
interface Source {
  readonly flag?: (globals: GlobalOptions) => string | undefined;
  readonly environment?: readonly string[];
  readonly key?: string;
}

/** The precedence of every setting that is a single text (AWS CLI v2). */
const sources = {
  region: { flag: ({ region }) => region, environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'], key: 'region' },
  output: { flag: ({ output }) => output, environment: ['AWS_DEFAULT_OUTPUT'], key: 'output' },
  caBundle: { flag: ({ caBundle }) => caBundle, environment: ['AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'], key: 'ca_bundle' },
  useFipsEndpoint: { environment: ['AWS_USE_FIPS_ENDPOINT'], key: 'use_fips_endpoint' },
  useDualStackEndpoint: { environment: ['AWS_USE_DUALSTACK_ENDPOINT'], key: 'use_dualstack_endpoint' },
  retryMode: { environment: ['AWS_RETRY_MODE'], key: 'retry_mode' },
  maxAttempts: { environment: ['AWS_MAX_ATTEMPTS'], key: 'max_attempts' },
  parameterValidation: { key: 'parameter_validation' },
  timestampFormat: { key: 'cli_timestamp_format' },
} as const satisfies Record<string, Source>;

const defaultTimeout = 60;
const defaultAttempts = 3;

/** A Region must be able to stand in a host name; botocore checks it so. */
const regionPattern = /^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{0,63}(?<!-)$/;

/** What older scripts write into a Region's name to ask for its FIPS endpoint; botocore takes it out. */
const pseudoRegion = /fips-|-fips/g;

/**
 * Puts the settings together.
 *
 * @throws GeneralError for a profile that does not exist, a malformed file, a bad Region or bad retry settings; ConfigurationError for a bad format of timestamps
 */
export function resolveSettings(globals: GlobalOptions, io: Io): Settings {
  const profile = resolveProfile(globals.profile, io);
  const lookUp = (source: Source): string | undefined => {
    const [value, place] = find(source, globals, profile, io);
    if (value !== undefined) io.trace?.('settings', `${source.key ?? place}: ${value} (from ${place})`);
    return value;
  };

  const region = lookUp(sources.region);
  if (region !== undefined && !regionPattern.test(region)) {
    throw new GeneralError(`Provided region_name '${region}' doesn't match a supported format.`);
  }
  const realRegion = region?.replaceAll(pseudoRegion, '');
  return {
    region: realRegion,
    output: lookUp(sources.output) ?? 'json',
    query: globals.query,
    endpointUrl: globals.endpointUrl ?? endpointUrl(service.settingsName, profile, io),
    signRequest: globals.signRequest !== false,
    verifyCertificate: globals.verifySsl !== false,
    caBundle: lookUp(sources.caBundle),
    readTimeout: globals.cliReadTimeout ?? defaultTimeout,
    connectTimeout: globals.cliConnectTimeout ?? defaultTimeout,
    useFipsEndpoint: isTrue(lookUp(sources.useFipsEndpoint)) || realRegion !== region,
    useDualStackEndpoint: isTrue(lookUp(sources.useDualStackEndpoint)),
    retryMode: retryMode(lookUp(sources.retryMode)),
    maxAttempts: maxAttempts(lookUp(sources.maxAttempts)),
    parameterValidation: isTrue(lookUp(sources.parameterValidation) ?? 'true'),
    timestampFormat: timestampFormat(lookUp(sources.timestampFormat)),
    color: globals.color === 'on' || globals.color === 'off' ? globals.color : 'auto',
    pager: globals.cliPager === false ? undefined : pagerOf(profile.values, io),
    profile,
  };
}

/** What a source says, and where it says it. */
function find({ flag, environment, key }: Source, globals: GlobalOptions, profile: ChosenProfile, io: Io): readonly [string | undefined, string] {
  const given = flag?.(globals);
  if (given !== undefined) return [given, 'the command line'];
  const variable = environment?.find((name) => io.environment[name] !== undefined);
  if (variable !== undefined) return [io.environment[variable], variable];
  const value = key === undefined ? undefined : profile.values.get(key);
  return [typeof value === 'string' ? value : undefined, `the profile ${profile.name}`];
}

/** How botocore reads a truth value: anything but `true` is false. */
export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

function retryMode(text: string | undefined): 'standard' | 'adaptive' {
  if (text === undefined || text === 'standard') return 'standard';
  if (text === 'adaptive') return text;
  throw new GeneralError(`Invalid value provided to "mode": "${text}" must be one of: "standard" or "adaptive"`);
}

function maxAttempts(text: string | undefined): number {
  if (text === undefined) return defaultAttempts;
  const attempts = wholeNumber(text);
  if (attempts !== undefined && attempts >= 1) return attempts;
  throw new GeneralError(`Value provided to "max_attempts": ${text} must be an integer greater than or equal to one.`);
}
