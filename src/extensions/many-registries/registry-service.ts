import { Sessions, type Session } from '../../credentials/sessions.ts';
import { secretsManager } from '../../model/secrets-manager.ts';
import type { Io } from '../../platform/io.ts';
import { connect, type Caller } from '../../service/caller.ts';
import { readResponse } from '../../service/response.ts';
import type { ClientSettings } from '../../settings/client-settings.ts';
import type { Call } from '../rules/rule-calls.ts';
import { targetName, type Target } from './targets.ts';

/** The service of one registry, over one client. */
export interface RegistryService {
  readonly call: Call;
  /** The account of the credentials, asked of STS. @throws EcrError */
  accountId(): Promise<string>;
  /** Connects to Secrets Manager, once, in the same session. @throws EcrError */
  secrets(): Promise<Call>;
  close(): void;
}

/** AWS Secrets Manager in the account and the Region of one registry. */
export type RegistrySecrets = Pick<RegistryService, 'call' | 'close'>;

/** A throttled call is tried again for this long, in milliseconds. */
const throttleTimeout = 5 * 60 * 1000;

/** Opens registries, in the sessions of their profiles and accounts. */
export class RegistryServices {
  readonly #roleName: string;
  readonly #io: Io;
  readonly #sessions: Sessions;

  /** @param roleName the role to assume in accounts */
  constructor(roleName: string, io: Io) {
    this.#roleName = roleName;
    this.#io = io;
    this.#sessions = new Sessions(io);
  }

  /** @throws EcrError where there are no credentials */
  async open(target: Target): Promise<RegistryService> {
    const io = ioFor(target, this.#io);
    const settings = { ...target.settings, throttleTimeout };
    const session = this.#session(target, settings);
    const caller = await connect(settings, target.region, io, session);
    let secrets: Promise<Caller> | undefined;
    return {
      call: callOf(caller),
      accountId: () => session.account(),
      secrets: async () => callOf(await (secrets ??= connectSecrets(settings, target.region, io, session))),
      close: () => {
        caller.close();
        void secrets?.then(
          (opened) => {
            opened.close();
          },
          () => undefined,
        );
      },
    };
  }

  /** Opens only Secrets Manager. @throws EcrError where there are no credentials */
  async openSecrets(target: Target): Promise<RegistrySecrets> {
    const io = ioFor(target, this.#io);
    const settings = { ...target.settings, throttleTimeout };
    const caller = await connectSecrets(settings, target.region, io, this.#session(target, settings));
    return {
      call: callOf(caller),
      close: () => {
        caller.close();
      },
    };
  }

  #session({ account, partition, region }: Target, settings: ClientSettings): Session {
    if (account === undefined) return this.#sessions.ofProfile({ settings, region });
    return this.#sessions.ofRole(`arn:${partition}:iam::${account}:role/${this.#roleName}`, { settings, region });
  }
}

async function connectSecrets(settings: ClientSettings, region: string, io: Io, session: Session): Promise<Caller> {
  const client = await import('../upstream-secret/secrets-client.ts');
  return client.connectSecrets(secretsManager, settings, region, io, session);
}

function callOf(caller: Caller): Call {
  return async (operation, parameters) =>
    readResponse(await caller.call(operation, parameters), operation.output, (wire) => wire);
}

/** The debug log names the registry; the progress bar takes the place of the line about a slow call. */
function ioFor(target: Target, io: Io): Io {
  const { trace } = io;
  const name = targetName(target);
  return {
    ...io,
    status: undefined,
    ...(trace === undefined
      ? {}
      : {
          trace: (part, message) => {
            trace(part, `[${name}] ${message}`);
          },
        }),
  };
}
