import { randomBytes } from 'node:crypto';

import { XmlNode, XmlText } from '@aws-sdk/xml-builder';

import type { StructureShape } from '../model/shapes.ts';
import type { Io } from '../platform/io.ts';
import { assumedRole, type Identity, parseRoleArn, sessionToken } from './identity.ts';
import { firstViolation, type LocalResponse, type LocalService } from './json-service.ts';
import { LocalError } from './local-error.ts';

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

/** The content of an XML element: text, or child elements by their names. */
export type XmlContent = string | { readonly [name: string]: XmlContent };

export type StsOperation = (parameters: URLSearchParams, caller: Identity) => XmlContent;

/** The input of AssumeRole, as far as it is checked here. (AWS STS API Reference, version 2011-06-15) */
const assumeRoleInput: StructureShape = {
  type: 'structure',
  members: [
    { name: 'roleArn', shape: { type: 'string', min: 20, max: 2048 }, required: true, help: '' },
    {
      name: 'roleSessionName',
      shape: { type: 'string', min: 2, max: 64, pattern: '[\\w+=,.@-]*' },
      required: true,
      help: '',
    },
    { name: 'durationSeconds', shape: { type: 'integer', min: 900, max: 43200 }, help: '' },
    {
      name: 'externalId',
      shape: { type: 'string', min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' },
      help: '',
    },
  ],
};

/**
 * How long keys are valid, in milliseconds, whatever duration is asked for. `aws` and `ecr` take keys from the shared role
 * cache only if they have fifteen minutes left, so these are not used for the real service later. With less than ten
 * minutes, `aws` would ask for an MFA code again for each page. (botocore: credentials.py)
 */
const keyLifetime = 14 * 60 * 1000;

/**
 * The operations of AWS STS, by their API names. A new operation needs one function here.
 *
 * @throws LocalError with the error that the service would return
 */
export function stsOperations(clock: Pick<Io, 'now'>): Readonly<Record<string, StsOperation>> {
  return {
    GetCallerIdentity: (_, { arn, userId, account }) => ({ Arn: arn, UserId: userId, Account: account }),

    // Every caller may assume every role. MFA parameters are ignored.
    AssumeRole: (parameters) => {
      const { roleArn, sessionName } = assumeRoleParameters(parameters);
      const role = parseRoleArn(roleArn);
      if (role === undefined) throw new LocalError('ValidationError', `${roleArn} is invalid`);
      const { arn, userId } = assumedRole({ role, sessionName });
      return {
        AssumedRoleUser: { AssumedRoleId: userId, Arn: arn },
        Credentials: {
          // The calls that follow reach the account of the role by this key ID.
          AccessKeyId: role.account,
          SecretAccessKey: randomBytes(30).toString('base64'),
          SessionToken: sessionToken({ role, sessionName }),
          Expiration: timestamp(clock.now().getTime() + keyLifetime),
        },
      };
    },
  };
}

interface AssumeRoleParameters {
  readonly roleArn: string;
  readonly sessionName: string;
}

function assumeRoleParameters(parameters: URLSearchParams): AssumeRoleParameters {
  const roleArn = parameters.get('RoleArn');
  const roleSessionName = parameters.get('RoleSessionName');
  const duration = parameters.get('DurationSeconds');
  const durationSeconds = duration === null ? null : integer(duration);
  const externalId = parameters.get('ExternalId');
  const violation = firstViolation({ roleArn, roleSessionName, durationSeconds, externalId }, assumeRoleInput);
  if (violation !== undefined) {
    const value = parameters.get(parameterName(violation.member));
    throw new LocalError(
      'ValidationError',
      `1 validation error detected: Value ${value === null ? 'null' : `'${value}'`} at '${violation.member}' failed to satisfy constraint: ${violation.constraint}`,
    );
  }
  return { roleArn: roleArn ?? '', sessionName: roleSessionName ?? '' };
}

/** The name of a parameter in the query protocol, for the name of a member in messages. */
function parameterName(member: string): string {
  return member.charAt(0).toUpperCase() + member.slice(1);
}

function integer(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new LocalError('MalformedInput', `DurationSeconds must be an integer, not '${text}'.`);
}

/** A timestamp in the form of the query protocol: ISO 8601 in UTC, without a fraction. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
