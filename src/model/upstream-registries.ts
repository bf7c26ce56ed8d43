export interface UpstreamRegistry {
  /** The value of `--upstream-registry`. */
  readonly name: string;
  /** The host to give as URL, or its form where everybody has a host of their own. */
  readonly host: string;
  /** A host that fits, for examples and tests. */
  readonly example: string;
  readonly hostPattern: RegExp;
  /** Whether the service refuses a rule without a secret. */
  readonly needsSecret: boolean;
  /** Hosts that people know this registry by, but that do not serve its images. */
  readonly mistakenHosts: readonly string[];
}

/** The DNS suffixes of AWS's partitions: of ordinary hosts, and of hosts that answer over IPv4 and IPv6. */
const suffixes = ['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu', 'c2s.ic.gov', 'sc2s.sgov.gov', 'cloud.adc-e.uk', 'csp.hci.ic.gov'];
const dualStackSuffixes = ['on.aws', 'on.amazonwebservices.com.cn', 'on.amazonwebservices.eu', 'on.aws.ic.gov', 'on.aws.scloud', 'on.cloud-aws.adc-e.uk', 'on.aws.hci.ic.gov'];

const oneOf = (texts: readonly string[]) => `(?:${texts.map((text) => text.replaceAll('.', '\\.')).join('|')})`;

/** A host of Amazon ECR in any partition: with or without account, FIPS, dual stack. */
const privateRegistryHost = new RegExp(
  `^(?:[0-9]{12}\\.)?(?:dkr\\.ecr(?:-fips)?\\.[a-z0-9-]+\\.${oneOf(suffixes)}|dkr-ecr(?:-fips)?\\.[a-z0-9-]+\\.${oneOf(dualStackSuffixes)})$`,
  'i',
);

/** A registry that everybody reaches at the same host; the comparison is without regard to case. */
function atHost(host: string) {
  return { host, example: host, hostPattern: new RegExp(`^${host.replaceAll('.', '\\.')}$`, 'i') };
}

/** The upstream registries that the service knows, in the order of its model. A new one is a new entry. */
export const upstreamRegistries: readonly UpstreamRegistry[] = [
  {
    name: 'ecr',
    host: '<account>.dkr.ecr.<region>.amazonaws.com',
    example: '123456789012.dkr.ecr.us-east-1.amazonaws.com',
    hostPattern: privateRegistryHost,
    needsSecret: false,
    mistakenHosts: ['ecr.amazonaws.com'],
  },
  { name: 'ecr-public', ...atHost('public.ecr.aws'), needsSecret: false, mistakenHosts: ['gallery.ecr.aws', 'ecr-public.aws', 'ecr.aws'] },
  { name: 'quay', ...atHost('quay.io'), needsSecret: false, mistakenHosts: ['quay.com', 'www.quay.io', 'registry.quay.io'] },
  { name: 'k8s', ...atHost('registry.k8s.io'), needsSecret: false, mistakenHosts: ['k8s.gcr.io', 'gcr.io/google-containers', 'k8s.io', 'registry.kubernetes.io'] },
  {
    name: 'docker-hub',
    ...atHost('registry-1.docker.io'),
    needsSecret: true,
    mistakenHosts: ['docker.io', 'index.docker.io', 'hub.docker.com', 'registry.docker.io', 'docker.com', 'registry.hub.docker.com'],
  },
  { name: 'github-container-registry', ...atHost('ghcr.io'), needsSecret: true, mistakenHosts: ['github.com', 'docker.pkg.github.com', 'containers.pkg.github.com', 'ghcr.com'] },
  {
    name: 'azure-container-registry',
    host: '<name>.azurecr.io',
    example: 'myteam.azurecr.io',
    hostPattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.azurecr\.io$/i,
    needsSecret: true,
    mistakenHosts: ['azurecr.io'],
  },
  { name: 'gitlab-container-registry', ...atHost('registry.gitlab.com'), needsSecret: true, mistakenHosts: ['gitlab.com', 'registry.gitlab.io', 'gitlab.io'] },
  { name: 'chainguard', ...atHost('cgr.dev'), needsSecret: true, mistakenHosts: ['chainguard.dev', 'images.chainguard.dev', 'registry.chainguard.dev'] },
];

export const upstreamRegistryNames = upstreamRegistries.map(({ name }) => name);
