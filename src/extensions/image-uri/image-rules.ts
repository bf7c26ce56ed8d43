import { officialNamespace, registryHost } from '../../model/upstream-registries.ts';
import { compareText } from '../../python/strings.ts';
import type { ImageReference } from './image-reference.ts';

/** The parts of a rule that decide which images it covers. */
export interface ImageRule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  /** Empty or ROOT for all repositories of the upstream registry. */
  readonly upstreamRepositoryPrefix: string;
}

/** The prefix of a rule for all repositories that no other rule covers, and the upstream prefix of all repositories. */
const rootPrefix = 'ROOT';

/** A rule with its prefixes as a repository starts with them: empty, or with the slash that Amazon ECR assumes. */
interface Mapping {
  readonly prefix: string;
  readonly upstreamPrefix: string;
}

/**
 * Finds the repositories through which images are pulled. A rule covers an image whose host is that of its upstream
 * registry and whose path starts with its upstream repository prefix, which its own prefix replaces. (Amazon ECR user
 * guide, "Customizing repository prefixes for ECR to ECR pull through cache")
 */
export class ImageRules {
  readonly #byRegistry = new Map<string, Mapping[]>();
  readonly #prefixes: readonly string[];

  constructor(rules: readonly ImageRule[]) {
    this.#prefixes = rules.map(({ ecrRepositoryPrefix }) => withSlash(ecrRepositoryPrefix));
    const sorted = rules.toSorted((one, other) => compareText(one.ecrRepositoryPrefix, other.ecrRepositoryPrefix));
    for (const { ecrRepositoryPrefix, upstreamRegistryUrl, upstreamRepositoryPrefix } of sorted) {
      const registry = registryHost(upstreamRegistryUrl);
      const mappings = this.#byRegistry.get(registry) ?? [];
      mappings.push({ prefix: withSlash(ecrRepositoryPrefix), upstreamPrefix: withSlash(upstreamRepositoryPrefix) });
      this.#byRegistry.set(registry, mappings);
    }
  }

  /** Returns the repository in the cache; undefined if no rule covers the image. */
  repositoryFor({ host, path }: ImageReference): string | undefined {
    const registry = registryHost(host);
    const namespace = officialNamespace(registry);
    const upstream = namespace === undefined || path.includes('/') ? path : `${namespace}/${path}`;
    let best: { readonly repository: string; readonly length: number } | undefined;
    for (const { prefix, upstreamPrefix } of this.#byRegistry.get(registry) ?? []) {
      if (!upstream.startsWith(upstreamPrefix) || upstreamPrefix.length <= (best?.length ?? -1)) continue;
      const repository = prefix + upstream.slice(upstreamPrefix.length);
      if (this.#isUnderLongerPrefix(repository, prefix)) continue;
      best = { repository, length: upstreamPrefix.length };
    }
    return best?.repository;
  }

  /** Amazon ECR would take such a repository for one of the other rule. */
  #isUnderLongerPrefix(repository: string, prefix: string): boolean {
    return this.#prefixes.some((other) => other.length > prefix.length && repository.startsWith(other));
  }
}

function withSlash(prefix: string): string {
  return prefix === rootPrefix || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`;
}

/** Returns what a rule covers, for messages. */
export function upstreamName({ upstreamRegistryUrl, upstreamRepositoryPrefix }: ImageRule): string {
  const prefix = withSlash(upstreamRepositoryPrefix);
  return prefix === '' ? upstreamRegistryUrl : `${upstreamRegistryUrl}/${prefix}`;
}
