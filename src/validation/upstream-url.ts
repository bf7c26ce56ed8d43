import {
  isHostOf,
  upstreamRegistries,
  type UpstreamRegistry,
  upstreamRegistryNames,
  withOwnSuffix,
} from '../model/upstream-registries.ts';
import { maskedUrl } from '../platform/masks.ts';
import { closeMatches } from '../python/difflib.ts';
import { invalidValue, withoutQuotes } from './problem.ts';

/** The minimum similarity of an unknown name that counts as a misspelling, not as a new registry. */
const misspelling = 0.8;

/** Returns the registry of a rule: the one with this or a similar name; without a name, the one at the URL. */
export function registryOf(name: string | undefined, url: string | undefined): UpstreamRegistry | undefined {
  if (name !== undefined) return registryNamed(name);
  if (url === undefined) return undefined;
  const host = hostIn(url);
  return registryAt(url) ?? registryAt(host) ?? registryAt(withOwnSuffix(host)) ?? registryMistakenFor(host);
}

function registryAt(host: string): UpstreamRegistry | undefined {
  return upstreamRegistries.find((registry) => isHostOf(registry, host));
}

function registryMistakenFor(host: string): UpstreamRegistry | undefined {
  return upstreamRegistries.find(({ mistakenHosts }) => mistakenHosts.includes(host.toLowerCase()));
}

/** Returns the registry that has this name, is also known by it, or has a similar name. */
export function registryNamed(name: string): UpstreamRegistry | undefined {
  const withName = (wanted: string) => upstreamRegistries.find((registry) => registry.name === wanted);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const withOtherName = () =>
    upstreamRegistries.find((known) => [known.name, ...known.mistakenNames].some((one) => plain(one) === plain(name)));
  const withSimilarName = () => withName(closeMatches(name.toLowerCase(), upstreamRegistryNames, misspelling)[0] ?? '');
  return withName(name) ?? withOtherName() ?? withSimilarName();
}

/**
 * Returns the problem with a URL: the host of another registry than the named one, a scheme or a path beside a known
 * host, a host that serves no images, or an empty text. Any other host may be a new upstream registry, so the service decides.
 */
export function urlProblem(url: string, name: string | undefined): string | undefined {
  const registry = registryOf(name, url);
  const wrong = (right: string) => invalidValue('upstreamRegistryUrl', maskedUrl(url), right);
  if (registry === undefined) {
    return withoutQuotes(url) === '' ? wrong('use the host of the upstream registry, such as quay.io') : undefined;
  }
  if (isHostOf(registry, url)) return undefined;
  const host = hostIn(url);
  const path = pathHint(maskedUrl(url));
  if (isHostOf(registry, host)) return wrong(`use the host alone: ${host}${path}`);
  const inPartition = withOwnSuffix(host);
  if (isHostOf(registry, inPartition))
    return wrong(`the domain suffix belongs to another partition; use ${inPartition}${path}`);
  return wrong(`${registry.name} is at ${registry.host}${registryMistakenFor(host) === registry ? path : ''}`);
}

/** Returns where the path behind a host belongs. The paths of the registry API belong nowhere. */
function pathHint(url: string): string {
  const [, path = ''] = /^[^/?#]*\/+([^?#]*?)\/*(?:[?#].*)?$/s.exec(withoutScheme(url)) ?? [];
  if (!/^[!-~]+$/.test(path) || /^v[12](?:\/|$)/.test(path)) return '';
  return `. The path ${path} belongs in upstreamRepositoryPrefix (--upstream-repository-prefix) or in the image that is pulled`;
}

/** Returns the problem with a registry's name that is another or a similar name of a known registry. */
export function registryNameProblem(name: string): string | undefined {
  const known = registryNamed(name)?.name;
  return known === undefined || known === name
    ? undefined
    : invalidValue('upstreamRegistry', name, `Maybe you meant: ${known}`);
}

/** Returns the host in a text that may be a whole URL. */
function hostIn(url: string): string {
  return withoutScheme(url)
    .replace(/[/?#].*$/s, '')
    .replace(/^[^@]*@/, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '');
}

function withoutScheme(url: string): string {
  return withoutQuotes(url).replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
}
