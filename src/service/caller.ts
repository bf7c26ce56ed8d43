import type { ECRClient } from '@aws-sdk/client-ecr';

import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import type { Operation } from '../model/shapes.ts';
import type { ClientSettings } from '../settings/client-settings.ts';
import type { Parameters } from '../model/values.ts';
import type { Answer } from './answer.ts';
import { callTrace } from './call-trace.ts';
import { createClient } from './client.ts';
import { commands, hasCommand } from './commands.ts';
import { findCredentials } from '../credentials/find.ts';
import { endpointOf } from './endpoint.ts';
import { explainFailure, mayHaveArrived } from './failure.ts';
import { isHttpRequest, type CallObserver } from './observer.ts';
import { proxyFor } from '../transport/proxies.ts';
import { requestBody } from './request-body.ts';
import { createRequestHandler } from '../transport/request-handler.ts';
import { waitingLine } from './waiting.ts';
import { WireProtocol } from './wire-protocol.ts';

/** Calls operations of the service, one after the other, over one connection. */
export interface Caller {
  /** @throws EcrError for whatever went wrong, in the AWS CLI's words */
  call(operation: Operation, parameters: Parameters): Promise<Answer>;
}

/**
 * Gets ready to call the service.
 *
 * @throws ConfigurationError without credentials
 */
export async function connect(settings: ClientSettings, region: string, io: Io): Promise<Caller> {
  const requestHandler = await createRequestHandler(settings, io);
  const context = {
    io,
    region,
    profile: settings.profile,
    settings,
    requestHandler: () => createRequestHandler(settings, io),
  };
  const credentials = settings.signRequest ? await findCredentials(context) : undefined;
  const protocol = new WireProtocol(io.trace);
  const client = createClient(settings, region, credentials, protocol, requestHandler);
  const endpoint = await endpointOf(client);
  if (endpoint.includes('?')) protocol.query = (await client.config.endpoint?.())?.query ?? {};
  const proxy = proxyFor(new URL(endpoint), io);
  if (!settings.verifyCertificate && endpoint.startsWith('https:')) await warnOfNoVerification(endpoint, io);

  let observers: readonly CallObserver[] = [];
  watchAttempts(client, () => observers);
  return {
    async call(operation, parameters) {
      protocol.body = requestBody(parameters, operation.input);
      const lost = lostAnswers();
      observers = [
        lost,
        waitingLine(endpoint, settings.maxAttempts, io),
        ...(io.trace === undefined ? [] : [callTrace(io.trace)]),
      ];
      try {
        await send(client, operation.name);
      } catch (error) {
        throw explainFailure(error, operation, settings, { endpoint, proxy, answerWasLost: lost.happened() });
      } finally {
        for (const observer of observers) observer.ended?.();
      }
      return protocol.takeAnswer();
    },
  };
}

/** Tells observers of every attempt that the SDK makes. */
function watchAttempts(client: ECRClient, observers: () => readonly CallObserver[]): void {
  client.middlewareStack.add(
    (next) => async (handed) => {
      if (isHttpRequest(handed.request)) for (const observer of observers()) observer.attempt?.(handed.request);
      try {
        return await next(handed);
      } catch (error) {
        for (const observer of observers()) observer.failed?.(error);
        throw error;
      }
    },
    { step: 'deserialize', priority: 'high', name: 'watchAttempts' },
  );
}

/** Notices attempts that may have reached the service, though its answer did not come back. */
function lostAnswers(): CallObserver & { happened(): boolean } {
  let happened = false;
  return {
    failed(error) {
      if (mayHaveArrived(error)) happened = true;
    },
    happened: () => happened,
  };
}

/** What urllib3 tells the user of the AWS CLI. */
async function warnOfNoVerification(endpoint: string, io: Io): Promise<void> {
  const { hostname } = new URL(endpoint);
  await io.stderr.write(
    `Warning: Unverified HTTPS request is being made to host '${hostname}'. Adding certificate verification is strongly advised.\n`,
  );
}

async function send(client: ECRClient, operationName: string): Promise<void> {
  if (!hasCommand(operationName)) throw new GeneralError(`The SDK has no command for ${operationName}.`);
  await commands[operationName](client);
}
