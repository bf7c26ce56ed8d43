/** A pull through cache rule as the local endpoint keeps it. Times are in seconds since 1970. */
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
