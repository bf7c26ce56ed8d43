/** A pull through cache rule as the embedded endpoint keeps it; times in seconds since 1970. */
export interface Rule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly createdAt: number;
  readonly registryId: string;
  readonly upstreamRegistry: string;
  readonly credentialArn?: string;
  readonly customRoleArn?: string;
  readonly upstreamRepositoryPrefix: string;
  readonly updatedAt: number;
}
