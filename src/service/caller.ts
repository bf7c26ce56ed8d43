import { type Session, Sessions } from '../credentials/sessions.ts';
import { GeneralError } from '../model/errors.ts';
import type { Operation } from '../model/shapes.ts';
import { isMap, type Parameters, type ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import type { RetrySettings } from '../transport/retry-strategy.ts';
import { type Arrival, arrivalOf, explainCallFailure } from './call-failure.ts';
import { createClient, endpointOf } from './client.ts';
import { type CallObserver, commands, type Sending } from './commands.ts';
import { waitingLine } from './waiting-line.ts';

/** Calls operations of the service. */
export interface Caller {
  /**
   * @returns the response's members as they are on the wire
   * @throws EcrError for every failure, in the AWS CLI's words
   */
  call(operation: Operation, parameters: Parameters): Promise<ValueMap>;
  /** Closes the connections. */
  close(): void;
}

/**
 * Creates the client and finds its credentials, so that a run without them ends here. The client asks its session again
 * before each request.
 *
 * @param session by default, that of the profile in the settings
 * @throws ConfigurationError without credentials
 */
export async function connect(
  settings: ClientSettings,
  region: string,
  io: Io,
  session: Session = new Sessions(io).ofProfile({ settings, region }),
): Promise<Caller> {
  const requestHandler = await createRequestHandler(settings, session.tls, io);
  const credentials = settings.signRequest ? session.credentials : undefined;
  if (credentials !== undefined) await io.interruption.request(() => credentials());
  const client = createClient(settings, region, credentials, requestHandler, io);
  const endpoint = await endpointOf(client);
  if (!settings.verifyCertificate && endpoint.startsWith('https:') && !session.tls.hasWarned) {
    session.tls.hasWarned = true;
    await warnAboutVerification(endpoint, io);
  }
  return createCaller(
    {
      endpoint,
      region: settings.endpointUrl === undefined ? region : undefined,
      send(operation, parameters, sending) {
        const sendCommand = commands[operation.name];
        if (sendCommand === undefined) throw new GeneralError(`The SDK has no command for ${operation.name}.`);
        return sendCommand(client, parameters, sending);
      },
      close() {
        client.destroy();
      },
    },
    settings,
    io,
  );
}

/** A client of the SDK, ready to send. */
export interface Connection {
  /** The URL of the endpoint, as messages show it. */
  readonly endpoint: string;
  /** The Region whose endpoint this is; undefined for a configured endpoint. */
  readonly region: string | undefined;
  readonly send: (operation: Operation, parameters: Parameters, sending: Sending) => Promise<object>;
  readonly close: () => void;
}

/** Calls operations over a connection. */
export function createCaller(
  { endpoint, region, send, close }: Connection,
  settings: RetrySettings,
  io: Pick<Io, 'interruption' | 'status' | 'now'>,
): Caller {
  return {
    async call(operation, parameters) {
      const arrivals = observedArrivals();
      const observers: readonly CallObserver[] = [arrivals, waitingLine(endpoint, settings.maxAttempts, io)];
      try {
        const response: unknown = await io.interruption.request(() =>
          send(operation, parameters, { observers, isRepeatable: operation.effect === undefined }),
        );
        if (!isMap(response)) throw new GeneralError('The SDK gave no response.');
        return response;
      } catch (error) {
        throw await explainCallFailure(error, { operation, endpoint, arrival: arrivals.worst(), region }, settings);
      } finally {
        for (const observer of observers) observer.ended?.();
      }
    },
    close,
  };
}

/** Notes what may have become of the attempts. */
function observedArrivals(): CallObserver & { worst(): Arrival } {
  const arrivals = new Set<Arrival>();
  return {
    failed(error) {
      arrivals.add(arrivalOf(error));
    },
    worst: () => (['unknown', 'faulty'] as const).find((one) => arrivals.has(one)) ?? 'refused',
  };
}

/** The warning of urllib3, which the AWS CLI's users see. */
async function warnAboutVerification(endpoint: string, io: Io): Promise<void> {
  const { hostname } = new URL(endpoint);
  await io.stderr.write(
    `Warning: Unverified HTTPS request is being made to host '${hostname}'. Adding certificate verification is strongly advised.\n`,
  );
}
