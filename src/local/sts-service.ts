import { XmlNode, XmlText } from '@aws-sdk/xml-builder';

import type { Io } from '../platform/io.ts';
import { LocalError } from './local-error.ts';
import type { LocalResponse, LocalService } from './local-service.ts';
import { stsOperations, type XmlContent } from './sts-operations.ts';

const apiVersion = '2011-06-15';
const namespace = `https://sts.amazonaws.com/doc/${apiVersion}/`;

/** The names that the query protocol has for errors that are not specific to a service. (AWS: Common Errors) */
const queryNames: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  ServerException: 'InternalFailure',
};

/** AWS STS: the query protocol, with the operation among form-encoded parameters and responses in XML. */
export function stsService(clock: Pick<Io, 'now'>): LocalService {
  const operations = stsOperations(clock);
  return {
    signingName: 'sts',
    // Only the query protocol sends forms.
    serves: (headers) => headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true,
    respond({ body, caller, requestId }) {
      const parameters = new URLSearchParams(body);
      const action = parameters.get('Action') ?? '';
      const version = parameters.get('Version') ?? '';
      const perform = Object.hasOwn(operations, action) && version === apiVersion ? operations[action] : undefined;
      if (perform === undefined)
        throw new LocalError('InvalidAction', `Could not find operation ${action} for version ${version}`);
      return xmlResponse(200, `${action}Response`, {
        [`${action}Result`]: perform(parameters, caller()),
        ResponseMetadata: { RequestId: requestId },
      });
    },
    errorResponse: ({ type, message, status }, requestId) =>
      xmlResponse(status, 'ErrorResponse', {
        Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: queryNames[type] ?? type, Message: message },
        RequestId: requestId,
      }),
  };
}

function xmlResponse(status: number, name: string, content: XmlContent): LocalResponse {
  const root = element(name, content).addAttribute('xmlns', namespace);
  return { status, contentType: 'text/xml', body: `${root.toString()}\n` };
}

function element(name: string, content: XmlContent): XmlNode {
  const children =
    typeof content === 'string'
      ? [new XmlText(content)]
      : Object.entries(content).map(([child, childContent]) => element(child, childContent));
  return new XmlNode(name, children);
}
