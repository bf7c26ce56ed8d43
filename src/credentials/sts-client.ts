import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { parseXML } from '@aws-sdk/xml-builder';
import type { HttpResponse } from '@smithy/core/protocols';
import type { $OperationSchema, HandlerExecutionContext, MetadataBearer } from '@smithy/types';

import {
  gatewayErrorMessage,
  readWireResponse,
  UnreadableResponse,
  type WireResponse,
} from '../transport/wire-response.ts';
import { IssuerException } from './issuer-failures.ts';

export { fromWebToken } from '@aws-sdk/credential-providers';
/** What the tool needs of the client for STS, so that the bundle has no more of it. */
export {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';

/**
 * The SDK's protocol for STS, except that responses are read as botocore reads them: the SDK refuses most forms of a
 * time, and its errors keep too little of a response that does not come from STS.
 */
export class StsProtocol extends AwsQueryProtocol {
  override async deserializeResponse<Output extends MetadataBearer>(
    operation: $OperationSchema,
    context: HandlerExecutionContext,
    response: HttpResponse,
  ): Promise<Output>;
  /**
   * @returns the members of the result, all of them texts
   * @throws IssuerException for an error response, UnreadableResponse for a response that is not XML
   */
  override async deserializeResponse(
    operation: $OperationSchema,
    _context: HandlerExecutionContext,
    httpResponse: HttpResponse,
  ): Promise<MetadataBearer> {
    const response = await readWireResponse(httpResponse);
    if (response.status < 200 || response.status >= 300) throw errorIn(response);
    const result = memberOf(rootOf(response), `${operation.name}Result`);
    return { ...(isElement(result) ? result : {}), $metadata: { httpStatusCode: response.status } };
  }
}

/** Code and message of an error response, as botocore's query parser finds them. @throws UnreadableResponse */
function errorIn(response: WireResponse): IssuerException {
  const gatewayMessage = gatewayErrorMessage(response);
  if (gatewayMessage !== undefined)
    return new IssuerException(response, { code: String(response.status), message: gatewayMessage });
  const root = rootOf(response);
  const error = memberOf(root, 'Error') ?? memberOf(memberOf(root, 'Errors'), 'Error');
  return new IssuerException(response, { code: textIn(error, 'Code'), message: textIn(error, 'Message') });
}

/** The response itself may contain secrets and is not shown. @throws UnreadableResponse */
function rootOf({ body, status }: WireResponse): unknown {
  const reason = body.trim() === '' ? 'no element found' : 'syntax error';
  try {
    const document: unknown = body.trim() === '' ? undefined : parseXML(body);
    if (isElement(document)) return Object.values(document)[0];
  } catch {
    // The parser's errors have no class of their own.
  }
  const message = `Unable to parse response (${reason}), invalid XML received. Further retries may succeed.`;
  throw new UnreadableResponse(message, status);
}

function isElement(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function memberOf(element: unknown, name: string): unknown {
  return isElement(element) && Object.hasOwn(element, name) ? element[name] : undefined;
}

function textIn(element: unknown, name: string): string {
  const text = memberOf(element, name);
  return typeof text === 'string' ? text : '';
}
