import { nearest } from '../python/difflib.ts';
import {
  isHostOf,
  upstreamRegistries,
  upstreamRegistryNames,
  type UpstreamRegistry,
} from '../model/upstream-registries.ts';
import { invalidValue } from './problem.ts';

/** How alike a name must be to count as a slip and not as a registry that is new. */
const slip = 0.8;

/** The registry that a rule is for: the one that is named, if only almost, or the one that the URL belongs to. */
export function registryOf(named: string | undefined, url: string | undefined): UpstreamRegistry | undefined {
  if (named !== undefined) return registryMeantBy(named);
  if (url === undefined) return undefined;
  return registryAt(url) ?? registryAt(bareHost(url)) ?? registryMistakenFor(url);
}

function registryAt(host: string): UpstreamRegistry | undefined {
  return upstreamRegistries.find((registry) => isHostOf(registry, host));
}

/** The registry with this name, or the one whose name this is a slip of or another word for. */
function registryMeantBy(name: string): UpstreamRegistry | undefined {
  const called = (wanted: string) => upstreamRegistries.find((registry) => registry.name === wanted);
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const same = () =>
    upstreamRegistries.find((known) => [known.name, ...known.mistakenNames].some((one) => plain(one) === plain(name)));
  const near = () => called(nearest(name.toLowerCase(), upstreamRegistryNames, slip)[0] ?? '');
  return called(name) ?? same() ?? near();
}

/**
 * What is wrong with the URL: a host of another registry than the one named, a scheme or a path around a known host,
 * a host that people take for a registry. An unknown host is the service's to judge, because new upstreams appear.
 */
export function urlProblem(url: string, named: string | undefined): string | undefined {
  const registry = registryOf(named, url);
  if (registry === undefined || isHostOf(registry, url)) return undefined;
  const host = bareHost(url);
  const known = isHostOf(registry, host);
  const right = known ? host : registry.host;
  const reason = known
    ? 'only the host is wanted, without scheme, port or path'
    : `the upstream registry ${registry.name} is at`;
  return invalidValue('upstreamRegistryUrl', withoutPassword(url), `${reason}: ${right}`);
}

/** What is wrong with the registry's name, where it is another word for a known one or a near miss. */
export function registryNameProblem(name: string): string | undefined {
  const meant = registryMeantBy(name)?.name;
  return meant === undefined || meant === name
    ? undefined
    : invalidValue('upstreamRegistry', name, `Maybe you meant: ${meant}`);
}

function registryMistakenFor(url: string): UpstreamRegistry | undefined {
  const host = bareHost(url).toLowerCase();
  return upstreamRegistries.find(({ mistakenHosts }) => mistakenHosts.includes(host));
}

/** A message goes to logs, where nobody's password belongs. */
function withoutPassword(url: string): string {
  const colon = url.search(/:(?!\/\/)/);
  const end = url.indexOf('@', colon);
  return colon < 0 || end < 0 ? url : `${url.slice(0, colon)}:****${url.slice(end)}`;
}

/** The host in what may be a whole URL. */
function bareHost(url: string): string {
  return url
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^[^@]*@/, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '');
}
