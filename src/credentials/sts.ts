import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';

import { GeneralError, ParameterError } from '../model/errors.ts';
import type { Shape } from '../model/shapes.ts';
import { isMap, type ValueMap } from '../model/values.ts';
import { parseTime } from '../python/dateutil.ts';
import { isHttpRequest, urlOf } from '../transport/requests.ts';
import { shapeProblems } from '../validation/shape-check.ts';
import { clientConfig } from './client-config.ts';
import type { CredentialContext } from './context.ts';
import { explainIssuerFailure } from './issuer-failures.ts';

type Sts = typeof import('./sts-client.ts');

/**
 * What botocore checks about the parameters for STS that profiles can set. Source: the service model of STS,
 * 2011-06-15.
 */
const shapes: Readonly<Record<string, Shape>> = {
  RoleArn: { type: 'string', min: 20 },
  RoleSessionName: { type: 'string', min: 2 },
  ExternalId: { type: 'string', min: 2 },
  SerialNumber: { type: 'string', min: 9 },
  TokenCode: { type: 'string', min: 6 },
  DurationSeconds: { type: 'integer', min: 900 },
  WebIdentityToken: { type: 'string', min: 4 },
};

/** How one operation of STS is called. */
export interface StsCall {
  /** Undefined for an operation that takes no signature. */
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider | undefined;
  /** Sends the command with the client. @param sts the module that has the command */
  readonly send: (client: InstanceType<Sts['STSClient']>, sts: Sts) => Promise<object>;
}

/** At the global endpoint of STS, the SDK would sign each request. */
const unsigned = { httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }] };

/**
 * Has STS issue credentials for a role.
 *
 * @param parameters in the order in which messages report them
 * @throws ParameterError for parameters that STS does not accept, ServiceError when it refuses, GeneralError when it
 *   cannot be reached or its response cannot be used
 */
export async function roleCredentials(
  operationName: string,
  parameters: ValueMap,
  context: CredentialContext,
  call: StsCall,
): Promise<AwsCredentialIdentity> {
  const { Credentials: issued } = await callSts(operationName, parameters, context, call);
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  } = isMap(issued) ? issued : {};
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string' || !accessKeyId || !secretAccessKey)
    throw new GeneralError(`The response of STS to ${operationName} has no credentials.`);
  return {
    accessKeyId,
    secretAccessKey,
    ...(typeof sessionToken === 'string' && sessionToken !== '' ? { sessionToken } : {}),
    ...(typeof expiration === 'string' ? { expiration: endOf(expiration, operationName) } : {}),
  };
}

/** A time as botocore reads it in XML: seconds since 1970, or a text; without a zone, it is UTC. @throws GeneralError */
function endOf(text: string, operationName: string): Date {
  const seconds = text.trim() === '' ? NaN : Number(text);
  const time = Number.isNaN(seconds)
    ? [text, `${text} UTC`].map(parseTime).find((one) => !Number.isNaN(one))
    : seconds * 1000;
  const end = new Date(time ?? NaN);
  if (!Number.isNaN(end.getTime())) return end;
  throw new GeneralError(`The response of STS to ${operationName} has an Expiration that is not a time: "${text}".`);
}

/**
 * Calls an operation of STS.
 *
 * @param parameters in the order in which messages report them
 * @returns the members of the result; all of them are texts
 * @throws ParameterError for parameters that STS does not accept, ServiceError when it refuses, GeneralError when it
 *   cannot be reached
 */
export async function callSts(
  operationName: string,
  parameters: ValueMap,
  context: CredentialContext,
  { credentials, send }: StsCall,
): Promise<ValueMap> {
  const problems = Object.entries(parameters).flatMap(([name, value]) => {
    const shape = shapes[name];
    return shape === undefined ? [] : shapeProblems(value, shape, name);
  });
  if (problems.length > 0) throw new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
  const sts = await import('./sts-client.ts');
  const client = new sts.STSClient({
    ...(await clientConfig('sts', context)),
    protocol: sts.StsProtocol,
    ...(credentials === undefined ? unsigned : { credentials }),
  });
  let url = '';
  client.middlewareStack.add(
    (next) => (args) => {
      if (isHttpRequest(args.request)) url = urlOf(args.request);
      return next(args);
    },
    { step: 'deserialize', name: 'noteUrl' },
  );
  try {
    const result: unknown = await send(client, sts);
    return isMap(result) ? result : {};
  } catch (error) {
    throw await explainIssuerFailure(error, { operation: operationName, url }, context.settings);
  } finally {
    client.destroy();
  }
}

/**
 * The account that credentials belong to, as GetCallerIdentity of STS reports it.
 *
 * @throws ServiceError when STS refuses, GeneralError when it cannot be reached or names no account
 */
export async function callerAccount(
  credentials: AwsCredentialIdentityProvider,
  context: CredentialContext,
): Promise<string> {
  const { Account: account } = await callSts('GetCallerIdentity', {}, context, {
    credentials,
    send: (client, { GetCallerIdentityCommand }) => client.send(new GetCallerIdentityCommand({})),
  });
  if (typeof account === 'string') return account;
  throw new GeneralError('The response of STS to GetCallerIdentity has no account.');
}
