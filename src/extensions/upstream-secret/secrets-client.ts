import {
  CreateSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  type SecretsManagerClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-secrets-manager';
import type { Command } from '@smithy/core/client';

import { clientConfig } from '../../credentials/client-config.ts';
import type { Session } from '../../credentials/sessions.ts';
import { GeneralError } from '../../model/errors.ts';
import type { secretsManager } from '../../model/secrets-manager.ts';
import type { Parameters } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { type Caller, createCaller } from '../../service/caller.ts';
import { endpointOf } from '../../service/client.ts';
import { observeAttempts, type Sending } from '../../service/commands.ts';
import { WireProtocol } from '../../service/wire-protocol.ts';
import type { ClientSettings } from '../../settings/client-settings.ts';
import { requireRegion } from '../../settings/settings.ts';

/**
 * Connects to AWS Secrets Manager in a Region, with the credentials of a session. Its certificate is always verified,
 * because --no-verify-ssl is about Amazon ECR alone.
 *
 * @param service a part of the model, which callers load, so that not all of them load this file
 * @throws EcrError without a Region or credentials
 */
export async function connectSecrets(
  service: typeof secretsManager,
  settings: ClientSettings,
  regionOrNone: string,
  io: Io,
  session: Session,
): Promise<Caller> {
  const region = requireRegion(regionOrNone || undefined, undefined);
  const config = await clientConfig(service.settingsName, {
    io,
    region,
    profile: settings.profile,
    settings,
    tls: session.tls,
  });
  const credentials = settings.signRequest ? session.credentials : undefined;
  if (credentials !== undefined) await io.interruption.request(() => credentials());
  const client = new SecretsManagerClient({
    ...config,
    protocol: new WireProtocol(service),
    ...(credentials === undefined ? unsigned : { credentials }),
  });
  return createCaller(
    {
      endpoint: await endpointOf(client),
      region: 'endpoint' in config ? undefined : region,
      send(operation, parameters, sending) {
        const send = commands[operation.name];
        if (send === undefined) throw new GeneralError(`The SDK has no command for ${operation.name}.`);
        return send(client, parameters, sending);
      },
      close: () => {
        client.destroy();
      },
    },
    settings,
    io,
  );
}

const unsigned = { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] };

type SendCommand = (client: SecretsManagerClient, parameters: Parameters, sending: Sending) => Promise<object>;

/** Sends the SDK's command for each operation, by the operation's name in the API. */
const commands: Readonly<Record<string, SendCommand>> = {
  CreateSecret: (client, parameters, sending) =>
    sendCommand(client, new CreateSecretCommand({ Name: text(parameters, 'Name'), ...version(parameters) }), sending),
  PutSecretValue: (client, parameters, sending) =>
    sendCommand(client, new PutSecretValueCommand({ ...secretId(parameters), ...version(parameters) }), sending),
  DescribeSecret: (client, parameters, sending) =>
    sendCommand(client, new DescribeSecretCommand(secretId(parameters)), sending),
};

const secretId = (parameters: Parameters) => ({ SecretId: text(parameters, 'SecretId') });

const version = (parameters: Parameters) => ({
  ClientRequestToken: text(parameters, 'ClientRequestToken'),
  SecretString: text(parameters, 'SecretString'),
});

function text(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === 'string' ? value : undefined;
}

function sendCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  client: SecretsManagerClient,
  command: Command<Input, Output, SecretsManagerClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
  sending: Sending,
): Promise<object> {
  observeAttempts(command.middlewareStack, sending);
  return client.send(command);
}
