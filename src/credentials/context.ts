import type { Io } from '../platform/io.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import type { ChosenProfile } from '../settings/chosen-profile.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import type { TlsContexts } from '../transport/tls-options.ts';
import type { SharedCredentials } from './shared-credentials.ts';

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
