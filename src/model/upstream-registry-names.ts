/**
 * The values of `--upstream-registry`, in the order of the service's model. What is known of each stands in
 * `upstream-registries.ts`, which most runs can do without.
 */
export const upstreamRegistryNames = [
  'ecr',
  'ecr-public',
  'quay',
  'k8s',
  'docker-hub',
  'github-container-registry',
  'azure-container-registry',
  'gitlab-container-registry',
  'chainguard',
] as const;

export type UpstreamRegistryName = (typeof upstreamRegistryNames)[number];
