import { upstreamRegistryNames, type UpstreamRegistryName } from './upstream-registry-names.ts';

export interface UpstreamRegistry {
  /** The value of `--upstream-registry`. */
  readonly name: UpstreamRegistryName;
  /** The host to give as URL, or its form where everybody has a host of their own. */
  readonly host: string;
  /** A host that fits, for examples and tests. */
  readonly example: string;
  /**
   * The form of its hosts, without regard to case, where there are many, and what every one of them contains. Held as
   * text: most runs need none of the expressions, and to make one takes a millisecond.
   */
  readonly hosts?: { readonly pattern: string; readonly contain: string };
  /** Whether the service refuses a rule without a secret. */
  readonly needsSecret: boolean;
  /** Hosts that people know this registry by, but that do not serve its images. */
  readonly mistakenHosts: readonly string[];
  /** Names that people give it and that are not merely misspelt. */
  readonly mistakenNames: readonly string[];
}

/**
 * AWS's partitions beside the ordinary one: how the names of their Regions begin, and how hosts in them end that
 * answer over IPv4, and over IPv4 and IPv6. (AWS's list of partitions, which every SDK carries)
 */
const otherPartitions = [
  { regions: 'cn-', suffix: 'amazonaws.com.cn', dualStackSuffix: 'on.amazonwebservices.com.cn' },
  { regions: 'eusc-', suffix: 'amazonaws.eu', dualStackSuffix: 'on.amazonwebservices.eu' },
  { regions: 'us-iso-', suffix: 'c2s.ic.gov', dualStackSuffix: 'on.aws.ic.gov' },
  { regions: 'us-isob-', suffix: 'sc2s.sgov.gov', dualStackSuffix: 'on.aws.scloud' },
  { regions: 'eu-isoe-', suffix: 'cloud.adc-e.uk', dualStackSuffix: 'on.cloud-aws.adc-e.uk' },
  { regions: 'us-isof-', suffix: 'csp.hci.ic.gov', dualStackSuffix: 'on.aws.hci.ic.gov' },
];

/** A host of Amazon ECR in any partition: with or without account, FIPS, dual stack. */
function privateRegistryHost(): string {
  // The ordinary partition has every other Region, so that one that opens tomorrow is right at once.
  const others = otherPartitions.map(({ regions }) => regions).join('|');
  const partitions = [
    { regions: `(?!${others})`, suffix: 'amazonaws.com', dualStackSuffix: 'on.aws' },
    ...otherPartitions,
  ];
  const literally = (text: string) => text.replaceAll('.', '\\.');
  const hosts = partitions.flatMap(({ regions, suffix, dualStackSuffix }) => [
    `dkr\\.ecr(?:-fips)?\\.${regions}[a-z0-9-]+\\.${literally(suffix)}`,
    `dkr-ecr(?:-fips)?\\.${regions}[a-z0-9-]+\\.${literally(dualStackSuffix)}`,
  ]);
  return `^(?:[0-9]{12}\\.)?(?:${hosts.join('|')})$`;
}

/** A registry that everybody reaches at the same host. */
function atHost(host: string) {
  return { host, example: host };
}

/** What is known of each. A new one is a new entry, and its name. */
const facts: Readonly<Record<UpstreamRegistryName, Omit<UpstreamRegistry, 'name'>>> = {
  ecr: {
    host: '<account>.dkr.ecr.<region>.amazonaws.com, or with the suffix of another partition',
    example: '123456789012.dkr.ecr.us-east-1.amazonaws.com',
    hosts: {
      get pattern() {
        return privateRegistryHost();
      },
      contain: 'dkr',
    },
    needsSecret: false,
    mistakenHosts: ['ecr.amazonaws.com'],
    mistakenNames: ['ecr-private'],
  },
  'ecr-public': {
    ...atHost('public.ecr.aws'),
    needsSecret: false,
    mistakenHosts: ['gallery.ecr.aws', 'ecr-public.aws', 'ecr.aws'],
    mistakenNames: ['public.ecr.aws'],
  },
  quay: {
    ...atHost('quay.io'),
    needsSecret: false,
    mistakenHosts: ['quay.com', 'www.quay.io', 'registry.quay.io'],
    mistakenNames: ['quay.io'],
  },
  k8s: {
    ...atHost('registry.k8s.io'),
    needsSecret: false,
    mistakenHosts: ['k8s.gcr.io', 'k8s.io', 'registry.kubernetes.io'],
    mistakenNames: ['kubernetes', 'registry.k8s.io'],
  },
  'docker-hub': {
    ...atHost('registry-1.docker.io'),
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
  'github-container-registry': {
    ...atHost('ghcr.io'),
    needsSecret: true,
    mistakenHosts: ['github.com', 'docker.pkg.github.com', 'containers.pkg.github.com', 'ghcr.com'],
    mistakenNames: ['github', 'ghcr', 'ghcr.io', 'github-packages'],
  },
  'azure-container-registry': {
    host: '<name>.azurecr.io',
    example: 'myteam.azurecr.io',
    hosts: { pattern: '^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.azurecr\\.io$', contain: '.azurecr.io' },
    needsSecret: true,
    mistakenHosts: ['azurecr.io'],
    mistakenNames: ['azure', 'acr'],
  },
  'gitlab-container-registry': {
    ...atHost('registry.gitlab.com'),
    needsSecret: true,
    mistakenHosts: ['gitlab.com', 'registry.gitlab.io', 'gitlab.io'],
    mistakenNames: ['gitlab', 'registry.gitlab.com'],
  },
  chainguard: {
    ...atHost('cgr.dev'),
    needsSecret: true,
    mistakenHosts: ['chainguard.dev', 'images.chainguard.dev', 'registry.chainguard.dev'],
    mistakenNames: ['cgr', 'cgr.dev'],
  },
};

/** The upstream registries that the service knows, in the order of its model. */
export const upstreamRegistries: readonly UpstreamRegistry[] = upstreamRegistryNames.map((name) => ({
  name,
  ...facts[name],
}));

/** Whether the registry serves its images at this host, written as it has to be given. */
export function isHostOf(registry: UpstreamRegistry, host: string): boolean {
  const { hosts } = registry;
  const lower = host.toLowerCase();
  return hosts === undefined
    ? lower === registry.host
    : lower.includes(hosts.contain) && new RegExp(hosts.pattern, 'i').test(host);
}
