import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type {
  $ClientProtocol,
  $OperationSchema,
  EndpointBearer,
  HandlerExecutionContext,
  MetadataBearer,
} from '@smithy/types';

import type { StructureShape } from '../model/shapes.ts';
import { isMap, type Value, type ValueMap } from '../model/values.ts';
import { parseJson } from '../python/json.ts';
import { readWireResponse, UnreadableResponse, type WireResponse } from '../transport/wire-response.ts';
import { requestBody } from './request-body.ts';
import { excerpt } from './response.ts';
import { ServiceException } from './service-exception.ts';

/** What a request says about the service and its operations. */
export interface WireTarget {
  readonly jsonVersion: string;
  /** The part of the X-Amz-Target header before the operation's name. */
  readonly targetPrefix: string;
  /** Returns the shape of an operation's input. */
  readonly inputOf: (operationName: string) => StructureShape;
}

/**
 * The protocol JSON 1.1 for the SDK's clients, in place of the SDK's own: requests may contain what the
 * SDK's types forbid and the AWS CLI sends with `parameter_validation = false`, and responses keep the digits of a
 * timestamp. (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html)
 */
export class WireProtocol implements $ClientProtocol<HttpRequest, HttpResponse> {
  readonly #target: WireTarget;

  constructor(target: WireTarget) {
    this.#target = target;
  }

  /** @throws GeneralError for parameters that cannot be sent */
  async serializeRequest(
    operation: $OperationSchema,
    input: object,
    context: HandlerExecutionContext & EndpointBearer,
  ): Promise<HttpRequest> {
    if (!isMap(input)) throw new TypeError('The input of a command is a map of parameters.');
    const { protocol, hostname, port, path, query } = await context.endpoint();
    return new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      ...(port === undefined ? {} : { port }),
      // The AWS CLI sends path and query of an endpoint as they are configured.
      path,
      ...(query === undefined ? {} : { query }),
      headers: {
        'content-type': `application/x-amz-json-${this.#target.jsonVersion}`,
        'x-amz-target': `${this.#target.targetPrefix}.${operation.name}`,
      },
      body: requestBody(input, this.#target.inputOf(operation.name)),
    });
  }

  deserializeResponse<Output extends MetadataBearer>(
    operation: $OperationSchema,
    context: HandlerExecutionContext,
    response: HttpResponse,
  ): Promise<Output>;
  /**
   * @returns the members of the response as they are on the wire
   * @throws ServiceException for an error response, UnreadableResponse for one that is not a map in JSON
   */
  async deserializeResponse(
    _operation: $OperationSchema,
    _context: HandlerExecutionContext,
    httpResponse: HttpResponse,
  ): Promise<MetadataBearer> {
    const response = await readWireResponse(httpResponse);
    const { status } = response;
    if (status < 200 || status >= 300) throw new ServiceException(response);
    return { ...parseBody(response), $metadata: { httpStatusCode: status } };
  }

  getShapeId(): string {
    return 'aws.protocols#awsJson1_1';
  }

  getRequestType(): typeof HttpRequest {
    return HttpRequest;
  }

  getResponseType(): typeof HttpResponse {
    return HttpResponse;
  }

  setSerdeContext(): void {
    // The client's codecs are not used.
  }

  /** The SDK calls this for protocols that leave bodies to a codec. */
  getPayloadCodec(): never {
    throw new TypeError('This protocol has no codec.');
  }

  /** The SDK calls this for operations whose responses change the endpoint. */
  updateServiceEndpoint(): never {
    throw new TypeError('This protocol has a fixed endpoint.');
  }
}

/** An empty body has no members. */
function parseBody({ body, isUtf8 }: WireResponse): ValueMap {
  if (!isUtf8) throw unreadable('UTF-8', body);
  if (body === '') return {};
  let value: Value;
  try {
    value = parseJson(body);
  } catch {
    throw unreadable('JSON', body);
  }
  if (!isMap(value)) throw unreadable('a map', body);
  return value;
}

function unreadable(expected: string, body: string): UnreadableResponse {
  return new UnreadableResponse(`Unable to parse response, expected ${expected}: ${excerpt(body)}`);
}
