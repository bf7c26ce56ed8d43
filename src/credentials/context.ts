import { doesIdentityRequireRefresh, memoizeIdentityProvider } from '@smithy/core';
import type { AwsCredentialIdentity, Identity } from '@smithy/types';

import type { Io } from '../platform/io.ts';
import type { ChosenProfile } from '../settings/chosen-profile.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import type { TlsContexts } from '../transport/tls.ts';

/** What a source of credentials may use. */
export interface CredentialContext {
  readonly io: Io;
  readonly region: string;
  readonly profile: ChosenProfile;
  /** How requests are to be made. */
  readonly settings: ClientSettings;
  readonly shared: SharedCredentials;
  readonly tls: TlsContexts;
}

/** A profile to search for credentials: the chosen one, or one that it refers to. */
export interface SourceProfile {
  readonly name: string;
  readonly values: Profile;
}

/** Whether a profile's credentials come from SSO. */
export function asksForSso({ values }: Pick<SourceProfile, 'values'>): boolean {
  return values.has('sso_account_id') || values.has('sso_role_name');
}

export function sourceProfile(files: ProfileFiles, name: string): SourceProfile | undefined {
  const values = files.profiles.get(name);
  return values === undefined ? undefined : { name, values };
}

/**
 * Fetches credentials that are configured. It is called when a request has to be signed: a role in the cache needs no
 * credentials to assume it with. (botocore's DeferredRefreshableCredentials)
 */
export type CredentialFetch = () => Promise<AwsCredentialIdentity>;

/** Identities are found again this long before they end, in milliseconds, as in the SDK. */
const renewalTime = 5 * 60 * 1000;

/**
 * Remembers what a function finds, and has it find again five minutes before that ends, or in the second half of a
 * shorter time. All who ask at the same time get the same answer. Where it cannot be found again, what was found before
 * is used to its end.
 */
export function memoized<T extends Identity>(find: () => Promise<T>, io: Pick<Io, 'now' | 'trace'>): () => Promise<T> {
  let last: T | undefined;
  let renewAt = 0;
  const renew = async () => {
    try {
      last = await find();
    } catch (error) {
      if (last?.expiration === undefined || last.expiration <= io.now()) throw error;
      io.trace?.('credentials', 'The credentials cannot be renewed yet. The present ones are used to their end.');
    }
    const [now, end] = [io.now().getTime(), last.expiration?.getTime() ?? Infinity];
    renewAt = end - Math.min(renewalTime, (end - now) / 2);
    return last;
  };
  const isDue = () => io.now().getTime() >= renewAt;
  return memoizeIdentityProvider(renew, isDue, doesIdentityRequireRefresh) ?? renew;
}

/** Identities by key. Each is found and renewed once for all that ask for it. */
class IdentityMemo<T extends Identity> {
  readonly #providers = new Map<string, () => Promise<T>>();

  /** @param find finds the identity of this key */
  get(key: string, find: () => Promise<T>, io: Pick<Io, 'now' | 'trace'>): Promise<T> {
    const provider = this.#providers.get(key) ?? memoized(find, io);
    this.#providers.set(key, provider);
    return provider();
  }
}

/** A token that the portal of SSO exchanges for credentials. */
export interface SsoToken extends Identity {
  readonly accessToken: string;
}

/** What the sessions of one run have in common. */
export class SharedCredentials {
  /** How the credentials are fetched that roles are assumed with, by the name of their profile or source. */
  readonly sources = new Map<string, Promise<CredentialFetch | undefined>>();
  /** By the name of the cache file, or by what else two sessions may have in common. */
  readonly credentials = new IdentityMemo<AwsCredentialIdentity>();
  /** By the name of the session or the start URL. */
  readonly ssoTokens = new IdentityMemo<SsoToken>();
}
