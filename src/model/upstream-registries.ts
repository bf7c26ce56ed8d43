/** What a rule for an upstream registry cannot do without. */
export type Need = 'nothing' | 'credential';

export interface UpstreamRegistry {
  /** The value of `--upstream-registry`. */
  readonly name: string;
  /** The host to give as URL, or its form. */
  readonly host: string;
  readonly hostPattern: RegExp;
  readonly needs: Need;
}

/** A host of Amazon ECR in any partition, with or without account, FIPS and dual stack. */
const privateRegistryHost =
  /^(?:[0-9]{12}\.)?(?:dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|dkr-ecr(?:-fips)?\.[a-z0-9-]+\.on\.(?:aws|amazonwebservices\.com\.cn|amazonwebservices\.eu))$/i;

/** The upstream registries that the service knows, in the order of its model. */
export const upstreamRegistries = [
  { name: 'ecr', host: '<account>.dkr.ecr.<region>.amazonaws.com', hostPattern: privateRegistryHost, needs: 'nothing' },
  { name: 'ecr-public', host: 'public.ecr.aws', hostPattern: /^public\.ecr\.aws$/i, needs: 'nothing' },
  { name: 'quay', host: 'quay.io', hostPattern: /^quay\.io$/i, needs: 'nothing' },
  { name: 'k8s', host: 'registry.k8s.io', hostPattern: /^registry\.k8s\.io$/i, needs: 'nothing' },
  { name: 'docker-hub', host: 'registry-1.docker.io', hostPattern: /^registry-1\.docker\.io$/i, needs: 'credential' },
  { name: 'github-container-registry', host: 'ghcr.io', hostPattern: /^ghcr\.io$/i, needs: 'credential' },
  { name: 'azure-container-registry', host: '<name>.azurecr.io', hostPattern: /^[a-z0-9-]+\.azurecr\.io$/i, needs: 'credential' },
  { name: 'gitlab-container-registry', host: 'registry.gitlab.com', hostPattern: /^registry\.gitlab\.com$/i, needs: 'credential' },
  { name: 'chainguard', host: 'cgr.dev', hostPattern: /^cgr\.dev$/i, needs: 'credential' },
] as const satisfies readonly UpstreamRegistry[];

export const upstreamRegistryNames = upstreamRegistries.map(({ name }) => name);
