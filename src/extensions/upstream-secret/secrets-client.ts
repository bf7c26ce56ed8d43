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
import {
  createSecret,
  describeSecret,
  putSecretValue,
  secretOperations,
  secretsManager,
} from '../../model/secrets-manager.ts';
import type { Operation } from '../../model/shapes.ts';
import type { Parameters } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { createCaller, type Caller } from '../../service/caller.ts';
import { observeAttempts, type Sending } from '../../service/commands.ts';
import { endpointOf } from '../../service/endpoint.ts';
import { WireProtocol } from '../../service/wire-protocol.ts';
import type { ClientSettings } from '../../settings/client-settings.ts';
import { requireRegion } from '../../settings/region.ts';

/**
 * Connects to AWS Secrets Manager in a Region, with the credentials of a session. Its certificate is always verified,
 * because --no-verify-ssl is about Amazon ECR alone.
 *
 * @throws EcrError without a Region or credentials
 */
export async function connectSecrets(
  settings: ClientSettings,
  regionOrNone: string,
  io: Io,
  session: Session,
): Promise<Caller> {
  const region = requireRegion(regionOrNone || undefined, undefined);
  const config = await clientConfig(secretsManager.settingsName, {
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
    protocol: new WireProtocol({ ...secretsManager, inputOf }),
    ...(credentials === undefined ? unsigned : { credentials }),
  });
  return createCaller(
    {
      endpoint: await endpointOf(client),
      region: 'endpoint' in config ? undefined : region,
      send: (operation, parameters, sending) => send(client, operation, parameters, sending),
      close: () => {
        client.destroy();
      },
    },
    settings,
    io,
  );
}

const unsigned = { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] };

function inputOf(name: string): Operation['input'] {
  const operation = secretOperations.find((one) => one.name === name);
  if (operation === undefined) throw new GeneralError(`The model has no operation ${name}.`);
  return operation.input;
}

function send(
  client: SecretsManagerClient,
  operation: Operation,
  parameters: Parameters,
  sending: Sending,
): Promise<object> {
  const text = (name: string) => {
    const value = parameters[name];
    return typeof value === 'string' ? value : undefined;
  };
  const value = { ClientRequestToken: text('ClientRequestToken'), SecretString: text('SecretString') };
  switch (operation) {
    case createSecret:
      return sendCommand(client, new CreateSecretCommand({ Name: text('Name'), ...value }), sending);
    case putSecretValue:
      return sendCommand(client, new PutSecretValueCommand({ SecretId: text('SecretId'), ...value }), sending);
    case describeSecret:
      return sendCommand(client, new DescribeSecretCommand({ SecretId: text('SecretId') }), sending);
    default:
      throw new GeneralError(`Secrets Manager has no command for ${operation.name} here.`);
  }
}

function sendCommand<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  client: SecretsManagerClient,
  command: Command<Input, Output, SecretsManagerClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
  sending: Sending,
): Promise<object> {
  observeAttempts(command.middlewareStack, sending);
  return client.send(command);
}
