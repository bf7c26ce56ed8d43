import type { AwsCredentialIdentity } from '@smithy/types';
import { parseXML } from '@aws-sdk/xml-builder';

import { GeneralError, ParameterError, ServiceError, type EcrError } from '../model/errors.ts';
import type { Shape } from '../model/shapes.ts';
import type { ValueMap } from '../model/values.ts';
import { gatewayErrorMessage } from '../transport/error-response.ts';
import { unexpectedFailureMessage } from '../transport/network-failure.ts';
import { interruptionOf, retriesWhenExhausted } from '../transport/retry-strategy.ts';
import type { WireResponse } from '../transport/wire-response.ts';
import { shapeProblems } from '../validation/shape-check.ts';
import { clientConfig, requestFailure, type ClientConfig } from './client-config.ts';
import type { CredentialContext } from './context.ts';

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

/** The part of a response of STS that is used here. */
interface AssumedRole {
  readonly Credentials?:
    | {
        readonly AccessKeyId: string | undefined;
        readonly SecretAccessKey: string | undefined;
        readonly SessionToken: string | undefined;
        readonly Expiration: Date | undefined;
      }
    | undefined;
}

/**
 * Has STS issue credentials for a role.
 *
 * @param parameters in the order in which messages report them
 * @param send sends the command with a client of this configuration
 * @throws ParameterError for parameters that STS does not accept, ServiceError when it refuses, GeneralError when it
 *   cannot be reached or its response cannot be used
 */
export async function roleCredentials(
  operationName: string,
  parameters: ValueMap,
  context: CredentialContext,
  send: (config: ClientConfig) => Promise<AssumedRole>,
): Promise<AwsCredentialIdentity> {
  const { Credentials: issued } = await callSts(operationName, parameters, context, send);
  if (!issued?.AccessKeyId || !issued.SecretAccessKey)
    throw new GeneralError(`The response of STS to ${operationName} has no credentials.`);
  return {
    accessKeyId: issued.AccessKeyId,
    secretAccessKey: issued.SecretAccessKey,
    ...(issued.SessionToken === undefined ? {} : { sessionToken: issued.SessionToken }),
    ...(issued.Expiration === undefined ? {} : { expiration: issued.Expiration }),
  };
}

/**
 * Calls an operation of STS.
 *
 * @param parameters in the order in which messages report them
 * @param send sends the command with a client of this configuration
 * @throws ParameterError for parameters that STS does not accept, ServiceError when it refuses, GeneralError when it
 *   cannot be reached
 */
export async function callSts<T>(
  operationName: string,
  parameters: ValueMap,
  context: CredentialContext,
  send: (config: ClientConfig) => Promise<T>,
): Promise<T> {
  const problems = Object.entries(parameters).flatMap(([name, value]) => {
    const shape = shapes[name];
    return shape === undefined ? [] : shapeProblems(value, shape, name);
  });
  if (problems.length > 0) throw new ParameterError(`Parameter validation failed:\n${problems.join('\n')}`);
  const config = await clientConfig('sts', context);
  try {
    return await send(config);
  } catch (error) {
    throw explain(error, operationName, config, context);
  }
}

function explain(error: unknown, operationName: string, config: ClientConfig, context: CredentialContext): EcrError {
  const interruption = interruptionOf(error);
  if (interruption !== undefined) return interruption;
  const { response, attempts } = config.requestHandler;
  if (response === undefined) return requestFailure(config) ?? new GeneralError(unexpectedFailureMessage(error));
  const { code, message } = parseStsResponse(response);
  if (response.status < 300) return new GeneralError(unexpectedFailureMessage(error));
  return new ServiceError(code, operationName, message, retriesWhenExhausted(attempts, context.settings), {
    Code: code,
    Message: message,
  });
}

/**
 * Code and message of an error response in XML, as botocore's query parser finds them.
 *
 * @throws GeneralError for a response that is not XML
 */
function parseStsResponse(response: WireResponse): { readonly code: string; readonly message: string } {
  const gatewayMessage = gatewayErrorMessage(response);
  if (gatewayMessage !== undefined) return { code: String(response.status), message: gatewayMessage };
  const root: unknown = Object.values(parseXml(response.body))[0];
  const error = memberOf(root, 'Error') ?? memberOf(memberOf(root, 'Errors'), 'Error');
  return { code: textIn(memberOf(error, 'Code')), message: textIn(memberOf(error, 'Message')) };
}

/** The response itself may contain secrets and is not shown. */
function parseXml(text: string): object {
  const reason = text.trim() === '' ? 'no element found' : 'syntax error';
  try {
    const document: unknown = text.trim() === '' ? undefined : parseXML(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch {
    // The parser's errors have no class of their own.
  }
  throw new GeneralError(`Unable to parse response (${reason}), invalid XML received. Further retries may succeed.`);
}

function memberOf(element: unknown, name: string): unknown {
  return typeof element === 'object' && element !== null
    ? Object.entries(element).find(([key]) => key === name)?.[1]
    : undefined;
}

function textIn(element: unknown): string {
  return typeof element === 'string' ? element : '';
}
