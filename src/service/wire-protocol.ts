import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import type { HandlerExecutionContext, HttpRequest, HttpResponse, MetadataBearer, $OperationSchema, SerdeFunctions } from '@smithy/types';

import { GeneralError } from '../errors.ts';
import type { Trace } from '../io.ts';
import { service } from '../model/service.ts';
import type { Answer } from './answer.ts';
import { readBody } from './http/answer-body.ts';
import { AnsweredWithError } from './answered-with-error.ts';

/**
 * The SDK's JSON protocol, with the body of request and answer in our own hands. The body goes out as it stands,
 * because with `parameter_validation = false` the AWS CLI sends what the SDK's types do not allow. The answer is
 * kept as it came, because the SDK's reading of it loses what the AWS CLI prints: the digits of a timestamp.
 *
 * One object serves one call after the other, never two at a time.
 */
export class WireProtocol extends AwsJson1_1Protocol {
  /** The body to send next. */
  body = '{}';
  /** The query of the endpoint, where it has one. */
  query: HttpRequest['query'];
  #answer: Answer | undefined;

  constructor(readonly trace: Trace | undefined) {
    super({ defaultNamespace: 'com.amazonaws.ecr', serviceTarget: service.targetPrefix });
  }

  /** The answer to the last call. */
  takeAnswer(): Answer {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer === undefined) throw new GeneralError('The service gave no answer.');
    return answer;
  }

  override async serializeRequest(
    operationSchema: $OperationSchema,
    input: object,
    context: HandlerExecutionContext & SerdeFunctions & Parameters<AwsJson1_1Protocol['serializeRequest']>[2],
  ): Promise<HttpRequest> {
    const request = await super.serializeRequest(operationSchema, input, context);
    // The SDK ends every path with a slash and leaves a query out; the AWS CLI sends those of the endpoint as they were given.
    const { path } = await context.endpoint();
    request.path = path === '' ? '/' : path;
    if (this.query !== undefined) request.query = this.query;
    request.body = this.body;
    return request;
  }

  override async deserializeResponse<Output extends MetadataBearer>(
    operationSchema: $OperationSchema,
    context: HandlerExecutionContext & SerdeFunctions,
    response: HttpResponse,
  ): Promise<Output> {
    const answer = { status: response.statusCode, headers: response.headers, body: await readBody(response.body) };
    this.trace?.('service', `Answer: ${String(answer.status)}, headers ${JSON.stringify(answer.headers)}, body ${answer.body}`);
    if (answer.status >= 300) throw new AnsweredWithError(answer);
    this.#answer = answer;
    // The SDK gets an empty body to read, and with it makes an output of the right type.
    return super.deserializeResponse(operationSchema, context, { ...response, body: new Uint8Array() });
  }
}
