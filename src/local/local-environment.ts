/** The only address that the endpoint listens on, so that other machines cannot reach it. */
export const loopback = '127.0.0.1';

/**
 * The environment variables by which a command finds the endpoint: its URL, credentials that are of no use anywhere
 * else, a Region if none is set, and no proxy in between. Undefined removes a variable.
 *
 * @param environment the variables that are set already
 */
export function localEnvironment(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const hasRegion = environment['AWS_REGION'] !== undefined || environment['AWS_DEFAULT_REGION'] !== undefined;
  const hasProxy = Object.keys(environment).some((name) => /^(?:http|all)_proxy$/i.test(name));
  const noProxy = (name: string) => [environment[name], loopback].filter(Boolean).join(',');
  return {
    AWS_ENDPOINT_URL_ECR: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ACCESS_KEY_ID: 'AKIAECRLOCALEXAMPLE0',
    AWS_SECRET_ACCESS_KEY: 'ecr-local',
    AWS_SESSION_TOKEN: undefined,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    ...(hasRegion ? {} : { AWS_REGION: 'us-east-1' }),
    ...(hasProxy ? { NO_PROXY: noProxy('NO_PROXY'), no_proxy: noProxy('no_proxy') } : {}),
  };
}
