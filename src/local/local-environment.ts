import type { Io } from '../platform/io.ts';
import { quotedWord } from '../python/shlex.ts';
import { textOf, valuesIfReadable } from '../settings/chosen-profile.ts';

/** The only address that the endpoint listens on, so that other machines cannot reach it. */
export const loopback = '127.0.0.1';

const loopbackHosts = [loopback, 'localhost', '::1'];

const defaultRegion = 'us-east-1';

/** The environment variables by which a command finds the endpoint. */
export interface LocalEnvironment {
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

/** Settings for other credentials than the keys, and for the endpoints of single services. */
const removedVariables = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCOUNT_ID',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
];

/**
 * Returns the variables that make a command use the endpoint at `url` and no other service: endpoints, credentials that
 * work nowhere else, the Region that the command would use otherwise, and no proxy in between. docs/ecr-local.md lists
 * them.
 */
export function localEnvironment(url: string, io: Io): LocalEnvironment {
  const region = regionOf(io);
  const noProxy = exemptFromProxy(io);
  const set = {
    // The general variable is for all other services, which ecr-local refuses.
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_ECR: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    // A profile may turn the endpoints off; the variable has precedence.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    // The SDKs refuse these two together with an endpoint URL.
    AWS_USE_FIPS_ENDPOINT: 'false',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'AKIAECRLOCALEXAMPLE0',
    AWS_SECRET_ACCESS_KEY: 'ecr-local',
    // The SDK for JavaScript reads the first of these, boto3 the second.
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    ECR_ROLE_CACHE: 'off',
  };
  const otherEndpoints = Object.keys(io.environment).filter(
    (name) => name.startsWith('AWS_ENDPOINT_URL_') && !(name in set),
  );
  return { set, removed: [...removedVariables, ...otherEndpoints] };
}

/** Returns the variables of a command that uses the endpoint. */
export function commandEnvironment({ set, removed }: LocalEnvironment, io: Io): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(definedVariables(io).filter(([name]) => !removed.includes(name))),
    ...set,
  };
}

/** Returns the same as lines for a POSIX shell. */
export function shellLines({ set, removed }: LocalEnvironment): readonly string[] {
  return [
    ...Object.entries(set).map(([name, value]) => `export ${name}=${quotedWord(value)}`),
    `unset ${removed.join(' ')}`,
  ];
}

/** Returns the Region of the environment or the profile. Empty variables do not count. */
function regionOf(io: Io): string {
  const environment = Object.fromEntries(definedVariables(io).filter(([, value]) => value !== ''));
  const variable = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  return (variable ?? textOf(valuesIfReadable(undefined, { ...io, environment }), 'region')) || defaultRegion;
}

/**
 * Returns the hosts that both NO_PROXY and no_proxy name, and the loopback addresses. Programs differ in which of the
 * two they read first. `*` exempts all hosts, but only if it stands alone.
 */
function exemptFromProxy({ environment }: Io): string {
  const values = ['NO_PROXY', 'no_proxy'].map((name) => (environment[name] ?? '').trim());
  if (values.includes('*')) return '*';
  const hosts = values.flatMap((value) => value.split(',')).map((host) => host.trim());
  return [...new Set([...hosts, ...loopbackHosts])].filter((host) => host !== '').join(',');
}

function definedVariables({ environment }: Io): [string, string][] {
  return Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
