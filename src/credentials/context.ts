import type { AwsCredentialIdentity } from '@smithy/types';

import type { Io } from '../platform/io.ts';
import type { Profile, ProfileFiles } from '../settings/profiles.ts';
import type { ChosenProfile } from '../settings/chosen-profile.ts';
import type { ClientSettings } from '../settings/client-settings.ts';

/** What a source of credentials may use. */
export interface CredentialContext {
  readonly io: Io;
  readonly region: string;
  readonly profile: ChosenProfile;
  /** How requests are to be made. */
  readonly settings: ClientSettings;
}

/** A profile that credentials are looked for in: the chosen one, or one that it refers to. */
export interface SourceProfile {
  readonly name: string;
  readonly values: Profile;
}

/** Whether a profile's credentials are to come by SSO. */
export function asksForSso({ values }: Pick<SourceProfile, 'values'>): boolean {
  return values.has('sso_account_id') || values.has('sso_role_name');
}

/** One kind of credentials; undefined when it is not configured. */
export type CredentialSource = (
  source: SourceProfile,
  context: CredentialContext,
) => Promise<AwsCredentialIdentity | undefined>;

export function sourceProfile(files: ProfileFiles, name: string): SourceProfile | undefined {
  const values = files.profiles.get(name);
  return values === undefined ? undefined : { name, values };
}
