import { type Session, Sessions } from '../../credentials/sessions.ts';
import { secretsManager } from '../../model/secrets-manager.ts';
import type { Io } from '../../platform/io.ts';
import { type Caller, connect } from '../../service/caller.ts';
import { readResponse } from '../../service/response.ts';
import type { ClientSettings } from '../../settings/client-settings.ts';
import type { Call } from '../rules/rule-calls.ts';
import { type Registry, registryName } from './named-registries.ts';

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
  async open(registry: Registry): Promise<RegistryService> {
    const io = ioFor(registry, this.#io);
    const settings = { ...registry.settings, throttleTimeout };
    const session = this.#session(registry, settings);
    const caller = await connect(settings, registry.region, io, session);
    let secrets: Promise<Caller> | undefined;
    return {
      call: callOf(caller),
      accountId: () => session.account(),
      secrets: async () => callOf(await (secrets ??= connectSecrets(settings, registry.region, io, session))),
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
  async openSecrets(registry: Registry): Promise<RegistrySecrets> {
    const io = ioFor(registry, this.#io);
    const settings = { ...registry.settings, throttleTimeout };
    const caller = await connectSecrets(settings, registry.region, io, this.#session(registry, settings));
    return {
      call: callOf(caller),
      close: () => {
        caller.close();
      },
    };
  }

  #session({ account, partition, region }: Registry, settings: ClientSettings): Session {
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
function ioFor(registry: Registry, io: Io): Io {
  const { trace } = io;
  const name = registryName(registry);
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
