import { callerAccount } from '../../credentials/caller-account.ts';
import type { Io } from '../../platform/io.ts';
import { connect } from '../../service/caller.ts';
import { readResponse } from '../../service/response.ts';
import type { Call } from '../rules/rule-calls.ts';
import { OwnerCredentials } from './owner-credentials.ts';
import { targetName, type Target } from './targets.ts';

/** The service of one registry, over one client. */
export interface RegistryService {
  readonly call: Call;
  /** The account of the credentials, asked of STS. @throws EcrError */
  accountId(): Promise<string>;
  close(): void;
}

/** A throttled call is tried again for this long, in milliseconds. */
const throttlePatience = 5 * 60 * 1000;

/** Opens registries, with the credentials of each profile and account found once. */
export class RegistryServices {
  readonly #io: Io;
  readonly #credentials: OwnerCredentials;

  constructor(roleName: string, io: Io) {
    this.#io = io;
    this.#credentials = new OwnerCredentials(roleName, io);
  }

  /** @throws EcrError where there are no credentials */
  async open(target: Target): Promise<RegistryService> {
    const io = ioFor(target, this.#io);
    const settings = { ...target.settings, throttlePatience };
    const credentials = await this.#credentials.find(target);
    const caller = await connect(settings, target.region, io, { credentials });
    return {
      call: async (operation, parameters) =>
        readResponse(await caller.call(operation, parameters), operation.output, (wire) => wire),
      accountId: () =>
        this.#credentials.account(target, () =>
          callerAccount(credentials, { io, region: target.region, profile: settings.profile, settings }),
        ),
      close: () => {
        caller.close();
      },
    };
  }
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
