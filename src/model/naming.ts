/**
 * Converts an API name to its form on the command line: `CreatePullThroughCacheRule` becomes
 * `create-pull-through-cache-rule`, `upstreamRegistryUrl` becomes `upstream-registry-url`.
 */
export function commandLineName(apiName: string): string {
  return apiName.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
