import { partitionOfHosts, partitions } from './partitions.ts';

/** The start of the name of every secret for a pull through cache rule. */
export const secretNamePrefix = 'ecr-pullthroughcache/';

export interface UpstreamRegistry {
  /** The value of `--upstream-registry`. */
  readonly name: string;
  /** The host for `--upstream-registry-url`, or a placeholder for it if each account has its own host. */
  readonly host: string;
  /** A valid host, for examples and tests. */
  readonly example: string;
  /**
   * For a registry with many hosts: a case-insensitive pattern that matches them, and a text that all of them contain.
   * The pattern is a string, because most runs do not need the compiled expression.
   */
  readonly hosts?: { readonly pattern: string; readonly contain: string };
  /** Whether the service rejects a rule without a secret. */
  readonly needsSecret: boolean;
  /** Whether the service can assume an IAM role to read from the registry. */
  readonly takesRole?: true;
  /** Other hosts that references to its images have. (https://github.com/distribution/reference, normalize.go) */
  readonly referenceHosts?: readonly string[];
  /** The namespace of the images whose references have a path of one word. */
  readonly officialNamespace?: string;
  /** Hosts of the same provider that do not serve images. */
  readonly mistakenHosts: readonly string[];
  /** Other common names of the registry. */
  readonly mistakenNames: readonly string[];
}

/** Returns a pattern for the hosts of Amazon ECR in all partitions: with or without account, FIPS and dual stack. */
function privateRegistryHost(): string {
  const literally = (text: string) => text.replaceAll('.', '\\.');
  const hosts = partitions.flatMap(({ regions, suffix, dualStackSuffix }) => [
    `dkr\\.ecr(?:-fips)?\\.${regions}[a-z0-9-]+\\.${literally(suffix)}`,
    `dkr-ecr(?:-fips)?\\.${regions}[a-z0-9-]+\\.${literally(dualStackSuffix)}`,
  ]);
  return `^(?:[0-9]{12}\\.)?(?:${hosts.join('|')})$`;
}

/**
 * Corrects the suffix of an Amazon ECR host that has the suffix of another partition or of the other IP versions. Other
 * hosts are returned unchanged.
 */
export function withOwnSuffix(host: string): string {
  const [, start = '', form, region = '', end = ''] =
    /^((?:\d{12}\.)?dkr([.-])ecr(?:-fips)?\.([a-z0-9-]+)\.)(.*)$/i.exec(host) ?? [];
  const isSuffix = partitions.some(({ suffix, dualStackSuffix }) =>
    [suffix, dualStackSuffix].includes(end.toLowerCase()),
  );
  const own = partitions.find(({ regions }) => new RegExp(`^${regions}`, 'i').test(region));
  if (own === undefined || !isSuffix) return host;
  return start + (form === '.' ? own.suffix : own.dualStackSuffix);
}

/** Returns the account in the host of an Amazon ECR registry; undefined for any other host, and for one without account. */
export function accountInHost(host: string): string | undefined {
  return /^([0-9]{12})\.dkr[.-]ecr(?:-fips)?\./i.exec(host)?.[1];
}

/** A registry with a single host. */
function atHost(host: string) {
  return { host, example: host };
}

/** The supported upstream registries, in the order of the service model. */
export const upstreamRegistries: readonly UpstreamRegistry[] = [
  {
    name: 'ecr',
    host: '<account>.dkr.ecr.<region>.amazonaws.com, or with the suffix of another partition',
    example: '123456789012.dkr.ecr.us-east-1.amazonaws.com',
    hosts: { pattern: privateRegistryHost(), contain: 'dkr' },
    needsSecret: false,
    takesRole: true,
    mistakenHosts: ['ecr.amazonaws.com'],
    mistakenNames: ['ecr-private'],
  },
  {
    name: 'ecr-public',
    ...atHost('public.ecr.aws'),
    needsSecret: false,
    mistakenHosts: ['gallery.ecr.aws', 'ecr-public.aws', 'ecr.aws'],
    mistakenNames: ['public.ecr.aws'],
  },
  {
    name: 'quay',
    ...atHost('quay.io'),
    needsSecret: false,
    mistakenHosts: ['quay.com', 'www.quay.io', 'registry.quay.io'],
    mistakenNames: ['quay.io'],
  },
  {
    name: 'k8s',
    ...atHost('registry.k8s.io'),
    needsSecret: false,
    mistakenHosts: ['k8s.gcr.io', 'k8s.io', 'registry.kubernetes.io'],
    mistakenNames: ['kubernetes', 'registry.k8s.io'],
  },
  {
    name: 'docker-hub',
    ...atHost('registry-1.docker.io'),
    referenceHosts: ['docker.io', 'index.docker.io'],
    officialNamespace: 'library',
    needsSecret: true,
    mistakenHosts: [
      'docker.io',
      'index.docker.io',
      'hub.docker.com',
      'registry.docker.io',
      'docker.com',
      'registry.hub.docker.com',
    ],
    mistakenNames: ['docker', 'docker.io'],
  },
  {
    name: 'github-container-registry',
    ...atHost('ghcr.io'),
    needsSecret: true,
    mistakenHosts: ['github.com', 'docker.pkg.github.com', 'containers.pkg.github.com', 'ghcr.com'],
    mistakenNames: ['github', 'ghcr', 'ghcr.io', 'github-packages'],
  },
  {
    name: 'azure-container-registry',
    host: '<name>.azurecr.io',
    example: 'myteam.azurecr.io',
    hosts: { pattern: '^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.azurecr\\.io$', contain: '.azurecr.io' },
    needsSecret: true,
    mistakenHosts: ['azurecr.io'],
    mistakenNames: ['azure', 'acr'],
  },
  {
    name: 'gitlab-container-registry',
    ...atHost('registry.gitlab.com'),
    needsSecret: true,
    mistakenHosts: ['gitlab.com', 'registry.gitlab.io', 'gitlab.io'],
    mistakenNames: ['gitlab', 'registry.gitlab.com'],
  },
  {
    name: 'chainguard',
    ...atHost('cgr.dev'),
    needsSecret: true,
    mistakenHosts: ['chainguard.dev', 'images.chainguard.dev', 'registry.chainguard.dev'],
    mistakenNames: ['cgr', 'cgr.dev'],
  },
];

export const upstreamRegistryNames: readonly string[] = upstreamRegistries.map(({ name }) => name);

/** The names of the registries that need a secret. */
export const namesWithSecret: readonly string[] = upstreamRegistries
  .filter(({ needsSecret }) => needsSecret)
  .map(({ name }) => name);

/** Returns whether the registry serves its images at this host. */
export function isHostOf(registry: UpstreamRegistry, host: string): boolean {
  const { hosts } = registry;
  const lower = host.toLowerCase();
  return hosts === undefined
    ? lower === registry.host
    : lower.includes(hosts.contain) && new RegExp(hosts.pattern, 'i').test(host);
}

/** Which of a registry's hosts to use. */
export interface HostVariants {
  readonly useFipsEndpoint: boolean;
  readonly useDualStackEndpoint: boolean;
}

/** Returns the host of a private registry of Amazon ECR. */
export function privateHost(
  account: string,
  region: string,
  { useFipsEndpoint, useDualStackEndpoint }: HostVariants,
): string {
  const { suffix, dualStackSuffix } = partitionOfHosts(region);
  const fips = useFipsEndpoint ? '-fips' : '';
  return useDualStackEndpoint
    ? `${account}.dkr-ecr${fips}.${region}.${dualStackSuffix}`
    : `${account}.dkr.ecr${fips}.${region}.${suffix}`;
}

/**
 * Returns the upstream host of the registry that a reference's host names: all hosts of Docker Hub give the same, and so
 * do those of one registry of Amazon ECR, which may be for FIPS and dual stack.
 */
export function registryHost(host: string): string {
  const lower = host.toLowerCase();
  const registry = upstreamRegistries.find(
    (one) => one.referenceHosts?.includes(lower) === true || isHostOf(one, lower),
  );
  if (registry?.takesRole === true)
    return lower.replace(/dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\..*$/, (_, region: string) => `dkr.ecr.${region}`);
  return registry?.hosts === undefined ? (registry?.host ?? lower) : lower;
}

/** Returns the namespace of images with a path of one word at a host that `registryHost` returned. */
export function officialNamespace(host: string): string | undefined {
  return upstreamRegistries.find((registry) => registry.host === host)?.officialNamespace;
}
