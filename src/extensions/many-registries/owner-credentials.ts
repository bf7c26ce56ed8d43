import type { AwsCredentialIdentity } from '@smithy/types';

import { assumeRole } from '../../credentials/assume-role.ts';
import type { CredentialContext } from '../../credentials/context.ts';
import { findCredentials } from '../../credentials/find.ts';
import type { Io } from '../../platform/io.ts';
import type { Target } from './targets.ts';

/** The credentials of profiles and accounts, each found once for all Regions. */
export class OwnerCredentials {
  readonly #found = new Map<string, Promise<AwsCredentialIdentity | undefined>>();
  /** The credentials that assume the roles of --accounts. */
  readonly #own = new Map<string, Promise<AwsCredentialIdentity>>();
  readonly #accounts = new Map<string, Promise<string>>();

  constructor(
    readonly roleName: string,
    readonly io: Io,
  ) {}

  /**
   * @returns undefined where requests are not signed
   * @throws EcrError where there are none
   */
  find(target: Target): Promise<AwsCredentialIdentity | undefined> {
    return once(this.#found, ownerOf(target), () => this.#find(target));
  }

  /** The account of the target's credentials. @param ask asks STS for it */
  account(target: Target, ask: () => Promise<string>): Promise<string> {
    return once(this.#accounts, ownerOf(target), ask);
  }

  async #find(target: Target): Promise<AwsCredentialIdentity | undefined> {
    const { settings, region, partition, account } = target;
    if (!settings.signRequest) return undefined;
    const context: CredentialContext = { io: this.io, region, profile: settings.profile, settings };
    if (account === undefined) return findCredentials(context);
    // The run's own credentials assume the roles.
    const role = { RoleArn: `arn:${partition}:iam::${account}:role/${this.roleName}` };
    return assumeRole(role, () => once(this.#own, 'own', () => findCredentials(context)), context);
  }
}

function ownerOf({ account, profile }: Target): string {
  if (account !== undefined) return `account ${account}`;
  return profile === null ? 'own' : `profile ${profile}`;
}

/** The value of a key, found at the first request for it. */
function once<T>(values: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const value = values.get(key) ?? find();
  values.set(key, value);
  return value;
}
