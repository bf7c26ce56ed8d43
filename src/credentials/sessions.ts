import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

import type { Io } from '../platform/io.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import { TlsContexts } from '../transport/tls.ts';
import { type CredentialContext, memoized, SharedCredentials } from './context.ts';
import { findCredentials } from './find.ts';

/** An owner of credentials: a profile, or a role in an account. */
export interface Session {
  /** Finds the credentials when it is first called, and renews them before they end. */
  readonly credentials: AwsCredentialIdentityProvider;
  /** The account of the credentials, as STS reports it. @throws EcrError */
  account(): Promise<string>;
  /** Of the run: all sessions share them. */
  readonly tls: TlsContexts;
}

/** How the service is reached that a session asks for credentials. */
export interface SessionSettings {
  readonly settings: ClientSettings;
  readonly region: string;
}

/** The sessions of a run, each opened once. What two of them have in common is found and renewed once. */
export class Sessions {
  readonly #io: Io;
  readonly #shared = new SharedCredentials();
  readonly #tls: TlsContexts;
  readonly #sessions = new Map<string, Session>();

  constructor(io: Io) {
    this.#io = io;
    this.#tls = new TlsContexts(io);
  }

  /** The session of the profile that the settings name. */
  ofProfile({ settings, region }: SessionSettings): Session {
    const { profile } = settings;
    const context = this.#context({ settings, region });
    return this.#session(`${profile.byFlag ? '--profile' : 'profile'} ${profile.name}`, context, () =>
      findCredentials(context),
    );
  }

  /** The session of a role, which the profile that the settings name assumes. */
  ofRole(roleArn: string, { settings, region }: SessionSettings): Session {
    const context = this.#context({ settings, region });
    const { credentials } = this.ofProfile({ settings, region });
    return this.#session(`role ${roleArn}`, context, async () => {
      const { assumeRole } = await import('./assume-role.ts');
      return assumeRole({ RoleArn: roleArn }, credentials, context);
    });
  }

  #context({ settings, region }: SessionSettings): CredentialContext {
    return { io: this.#io, region, profile: settings.profile, settings, shared: this.#shared, tls: this.#tls };
  }

  #session(key: string, context: CredentialContext, find: () => Promise<AwsCredentialIdentity>): Session {
    const session = this.#sessions.get(key) ?? createSession(context, find);
    this.#sessions.set(key, session);
    return session;
  }
}

function createSession(context: CredentialContext, find: () => Promise<AwsCredentialIdentity>): Session {
  // Credentials that were never there are looked for once, so that no Region asks for an MFA code again.
  let first: Promise<AwsCredentialIdentity> | undefined;
  let wasFound = false;
  const credentials = memoized(async () => {
    if (wasFound) return find();
    first ??= find();
    const found = await first;
    wasFound = true;
    return found;
  }, context.io);
  let account: Promise<string> | undefined;
  const findAccount = async () => (await import('./sts.ts')).callerAccount(credentials, context);
  return { credentials, account: () => (account ??= findAccount()), tls: context.tls };
}
