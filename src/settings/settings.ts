import { ConfigurationError, GeneralError } from '../model/errors.ts';
import type { GlobalOptions } from '../model/option-values.ts';
import { timestampFormats } from '../model/options.ts';
import { service } from '../model/service.ts';
import type { Io } from '../platform/io.ts';
import { expandHome } from '../python/expand-path.ts';
import { type ChosenProfile, resolveProfile } from './chosen-profile.ts';
import { endpointUrl, trimmedUrl } from './endpoint-url.ts';
import { type Pager, pagerForResults } from './pager-command.ts';

/** The settings of a run, from the options, the environment and the profile. */
export interface Settings {
  readonly region: string | undefined;
  readonly output: string;
  /** Whether an option, the environment or the profile sets the output format. */
  readonly hasOutput: boolean;
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
  readonly parameterValidation: boolean;
  readonly timestampFormat: TimestampFormat;
  readonly color: 'on' | 'off' | 'auto';
  /** Undefined for no pager. */
  readonly pager: Pager | undefined;
  readonly profile: ChosenProfile;
}

/** Where a setting may come from. The first of these three that has it wins. */
export interface Source {
  readonly flag?: (globals: GlobalOptions) => string | undefined;
  readonly environment?: readonly string[];
  readonly key?: string;
}

/** The precedence of every setting that is a single text (AWS CLI v2). */
const sources = {
  region: { flag: ({ region }) => region, environment: ['AWS_REGION', 'AWS_DEFAULT_REGION'], key: 'region' },
  output: { flag: ({ output }) => output, environment: ['AWS_DEFAULT_OUTPUT'], key: 'output' },
  caBundle: { flag: ({ caBundle }) => caBundle, environment: ['AWS_CA_BUNDLE'], key: 'ca_bundle' },
  // The variable of Python's requests library counts last.
  requestsCaBundle: { environment: ['REQUESTS_CA_BUNDLE'] },
  useFipsEndpoint: { environment: ['AWS_USE_FIPS_ENDPOINT'], key: 'use_fips_endpoint' },
  useDualStackEndpoint: { environment: ['AWS_USE_DUALSTACK_ENDPOINT'], key: 'use_dualstack_endpoint' },
  parameterValidation: { key: 'parameter_validation' },
  timestampFormat: { key: 'cli_timestamp_format' },
} as const satisfies Record<string, Source>;

const defaultTimeout = 60;

/** A Region is part of a host name. (botocore: `validate_region_name`) */
const regionPattern = /^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{0,63}(?<!-)$/;

/** Older scripts ask for the FIPS endpoint in the Region's name; botocore removes it. */
const pseudoRegion = /fips-|-fips/g;

/**
 * Resolves the settings of a run.
 *
 * @throws GeneralError for a profile that does not exist, a malformed file or a bad Region; ConfigurationError for an
 *   unknown format of timestamps
 */
export function resolveSettings(globals: GlobalOptions, io: Io): Settings {
  // The AWS CLI reads the files only for what is missing elsewhere, so that a bad Region comes first.
  requireRegionName(lookUpSource(sources.region, globals, undefined, io)[0]);
  const profile = resolveProfile(globals.profile, io);
  const lookUp = settingsReader(profile, io, globals);
  const region = lookUp(sources.region);
  requireRegionName(region);
  const realRegion = region?.replaceAll(pseudoRegion, '');
  const output = lookUp(sources.output);
  const caBundle = lookUp(sources.caBundle) ?? lookUp(sources.requestsCaBundle);
  return {
    region: realRegion,
    output: output ?? 'json',
    hasOutput: output !== undefined,
    query: globals.query,
    endpointUrl:
      globals.endpointUrl === undefined
        ? endpointUrl(service.settingsName, profile, io)
        : trimmedUrl(globals.endpointUrl),
    signRequest: globals.signRequest !== false,
    verifyCertificate: globals.verifySsl !== false,
    caBundle: caBundle === undefined ? undefined : expandHome(caBundle, io),
    readTimeout: globals.cliReadTimeout ?? defaultTimeout,
    connectTimeout: globals.cliConnectTimeout ?? defaultTimeout,
    useFipsEndpoint: isTrue(lookUp(sources.useFipsEndpoint)) || realRegion !== region,
    useDualStackEndpoint: isTrue(lookUp(sources.useDualStackEndpoint)),
    parameterValidation: isTrue(lookUp(sources.parameterValidation) ?? 'true'),
    timestampFormat: timestampFormat(lookUp(sources.timestampFormat)),
    color: globals.color === 'on' || globals.color === 'off' ? globals.color : 'auto',
    pager: globals.cliPager === false ? undefined : pagerForResults(profile.values, io),
    profile,
  };
}

/** Looks settings up, and writes to the debug log where each comes from. */
export function settingsReader(
  profile: ChosenProfile,
  io: Io,
  globals: GlobalOptions = {},
): (source: Source) => string | undefined {
  return (source) => {
    const [value, place] = lookUpSource(source, globals, profile, io);
    if (value !== undefined) io.trace?.('settings', `${source.key ?? place}: ${value} (from ${place})`);
    return value;
  };
}

/** @throws GeneralError for a name that no Region can have */
export function requireRegionName(region: string | undefined): void {
  if (region === undefined || regionPattern.test(region)) return;
  throw new GeneralError(`Provided region_name '${region}' doesn't match a supported format.`);
}

/** The value of a setting, and where it comes from. */
function lookUpSource(
  { flag, environment, key }: Source,
  globals: GlobalOptions,
  profile: ChosenProfile | undefined,
  io: Io,
): readonly [string | undefined, string] {
  const option = flag?.(globals);
  if (option !== undefined) return [option, 'the command line'];
  const variable = environment?.find((name) => io.environment[name] !== undefined);
  if (variable !== undefined) return [io.environment[variable], variable];
  const value = key === undefined ? undefined : profile?.values.get(key);
  return [typeof value === 'string' ? value : undefined, `the profile ${profile?.name ?? ''}`];
}

/** A truth value as botocore reads it: anything but `true` is false. */
export function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

export type TimestampFormat = (typeof timestampFormats)[number];

/**
 * The format of timestamps in the output, from `cli_timestamp_format`.
 *
 * @throws ConfigurationError for an unknown format
 */
export function timestampFormat(name = 'iso8601'): TimestampFormat {
  const format = timestampFormats.find((one) => one === name);
  if (format !== undefined) return format;
  throw new ConfigurationError(
    'Configuration',
    `Unknown cli_timestamp_format value: ${name}, valid values are "wire" or "iso8601"`,
  );
}

/**
 * Requires a Region to call. An empty one is an error, unless an endpoint is configured: it comes from a mistake in a
 * script, which must not reach the Region of the settings. (AWS CLI behavior)
 *
 * @param endpointUrl the endpoint to call instead of the Region's
 * @throws ConfigurationError without a Region, GeneralError for an empty one
 */
export function requireRegion(region: string | undefined, endpointUrl: string | undefined): string {
  if (region === undefined)
    throw new ConfigurationError(
      'NoRegion',
      'You must specify a region. You can also configure your region by running "aws configure".',
    );
  if (region === '' && endpointUrl === undefined)
    throw new GeneralError(`Invalid endpoint: https://api.${service.settingsName}..amazonaws.com`);
  return region;
}
