import { isMap, type Value, type ValueMap } from '../model/values.ts';

/** A pull through cache rule as the local endpoint keeps it. Times are in seconds since 1970. */
export interface Rule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly createdAt: number;
  readonly registryId: string;
  readonly upstreamRegistry: string;
  readonly credentialArn?: string;
  readonly customRoleArn?: string;
  /** Only if the request that created the rule had it, as in the service. */
  readonly upstreamRepositoryPrefix?: string;
  readonly updatedAt: number;
}

/** Returns whether a value of the state file is a rule. */
export function isRule(value: Value): value is Rule & ValueMap {
  return (
    isMap(value) &&
    ['ecrRepositoryPrefix', 'upstreamRegistryUrl', 'registryId', 'upstreamRegistry'].every(
      (name) => typeof value[name] === 'string',
    ) &&
    ['credentialArn', 'customRoleArn', 'upstreamRepositoryPrefix'].every((name) =>
      ['string', 'undefined'].includes(typeof value[name]),
    ) &&
    ['createdAt', 'updatedAt'].every((name) => typeof value[name] === 'number')
  );
}

/** Returns whether two prefixes name the same rule. Amazon ECR assumes a missing final slash. */
export function isSamePrefix(one: string, other: string | undefined): boolean {
  return other !== undefined && withoutSlash(one) === withoutSlash(other);
}

function withoutSlash(prefix: string): string {
  return prefix.replace(/\/$/, '');
}
