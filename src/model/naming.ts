/**
 * A name of the API as the command line spells it: `CreatePullThroughCacheRule` becomes
 * `create-pull-through-cache-rule`, `upstreamRegistryUrl` becomes `upstream-registry-url`.
 */
export function commandLineName(apiName: string): string {
  return apiName.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
