import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type {
  $ClientProtocol,
  $OperationSchema,
  EndpointBearer,
  HandlerExecutionContext,
  MetadataBearer,
} from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { Trace } from '../platform/io.ts';
import { service } from '../model/service.ts';
import type { Answer } from './answer.ts';
import { readBody } from '../transport/answer-body.ts';
import { AnsweredWithError } from './answered-with-error.ts';

/**
 * The service's protocol, JSON 1.1, for the SDK's client, with the body of request and answer in our own hands. The body
 * goes out as it stands, because with `parameter_validation = false` the AWS CLI sends what the SDK's types do not allow.
 * The answer is kept as it came, because the SDK's reading of it loses what the AWS CLI prints: the digits of a timestamp.
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html)
 *
 * One object serves one call after the other, never two at a time.
 */
export class WireProtocol implements $ClientProtocol<HttpRequest, HttpResponse> {
  /** The body to send next. */
  body = '{}';
  /** The query of the endpoint, where it has one. */
  query: HttpRequest['query'] = {};
  #answer: Answer | undefined;

  constructor(readonly trace: Trace | undefined) {}

  /** The answer to the last call. */
  takeAnswer(): Answer {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer === undefined) throw new GeneralError('The service gave no answer.');
    return answer;
  }

  async serializeRequest(
    operation: $OperationSchema,
    _input: object,
    context: HandlerExecutionContext & EndpointBearer,
  ): Promise<HttpRequest> {
    const { protocol, hostname, port, path } = await context.endpoint();
    return new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      ...(port === undefined ? {} : { port }),
      // The AWS CLI sends path and query of an endpoint as they were given.
      path,
      query: this.query,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `${service.targetPrefix}.${operation.name}`,
      },
      body: this.body,
    });
  }

  deserializeResponse<Output extends MetadataBearer>(
    operation: $OperationSchema,
    context: HandlerExecutionContext,
    response: HttpResponse,
  ): Promise<Output>;
  /** What the SDK makes of an answer is not looked at: see `takeAnswer`. */
  async deserializeResponse(
    _operation: $OperationSchema,
    _context: HandlerExecutionContext,
    response: HttpResponse,
  ): Promise<MetadataBearer> {
    const answer = { status: response.statusCode, headers: response.headers, body: await readBody(response.body) };
    this.trace?.(
      'service',
      `Answer: ${String(answer.status)}, headers ${JSON.stringify(answer.headers)}, body ${answer.body}`,
    );
    if (answer.status >= 300) throw new AnsweredWithError(answer);
    this.#answer = answer;
    return { $metadata: { httpStatusCode: answer.status } };
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
    // There is nothing here that it would be needed for.
  }

  /** What protocols are asked for that leave the bodies to a codec: not by the SDK's client. */
  getPayloadCodec(): never {
    throw new TypeError('This protocol has no codec.');
  }

  /** As above, for endpoints that come with the answer. */
  updateServiceEndpoint(): never {
    throw new TypeError('This protocol takes the endpoint that it is given.');
  }
}
