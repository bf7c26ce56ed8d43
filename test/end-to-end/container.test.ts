import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { create } from '../support/create-command.ts';
import { inScratch, programs, run, saidBy } from '../support/run.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';

const credentials = {
  AccessKeyId: 'AKIDCONTAINER',
  SecretAccessKey: 'secret',
  Token: 'token',
  Expiration: '2099-01-01T00:00:00Z',
};

let service: ScriptedService;
let respond: (before: number) => { readonly status?: number; readonly body: object | string };
/** The requests for credentials, each with its Accept and Authorization headers, and the keys of ECR calls. */
let seen: string[];

beforeEach(async () => {
  [seen, respond] = [[], () => ({ body: credentials })];
  service = await startScriptedService(({ path: target, operation, headers, accessKeyId }) => {
    if (operation !== undefined) {
      seen.push(`call with ${String(accessKeyId)}`);
      return {};
    }
    const response = respond(seen.length);
    seen.push(`${target} ${headers.accept ?? ''} ${headers.authorization ?? ''}`);
    return response;
  });
});
afterEach(() => {
  service.close();
});

interface Case {
  readonly name: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly respond?: typeof respond;
  readonly code: number;
  readonly message: string;
  readonly seen: readonly string[];
  /** The AWS CLI prints a Python exception instead of the message. */
  readonly hasOwnMessage?: true;
}

const retrievalError = (reason: string) =>
  `Error when retrieving credentials from container-role: Error retrieving metadata: ${reason}`;
const success = { code: 0, message: '' };
const unsupportedHost = (host: string) => ({
  code: 255,
  message: `Unsupported host '${host}'.  Can only retrieve metadata from a loopback address or one of these hosts: 169.254.170.2, 169.254.170.23, fd00:ec2::23, localhost`,
  seen: [],
});
const credentialsRequest = '/c?x=1 application/json ';

const cases: readonly Case[] = [
  {
    name: 'sends the token in the environment',
    environment: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'T' },
    ...success,
    seen: [`${credentialsRequest}T`, 'call with AKIDCONTAINER'],
  },
  {
    name: 'prefers the token in the file to the one in the environment',
    environment: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'T' },
    token: 'F',
    ...success,
    seen: [`${credentialsRequest}F`, 'call with AKIDCONTAINER'],
  },
  {
    name: 'refuses a host that is not allowed',
    environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/' },
    ...unsupportedHost('example.com'),
  },
  { name: 'refuses an empty URL', environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '' }, ...unsupportedHost('None') },
  {
    name: 'retries after a server error',
    respond: (before) => (before === 0 ? { status: 500, body: 'no' } : { body: credentials }),
    ...success,
    seen: [credentialsRequest, credentialsRequest, 'call with AKIDCONTAINER'],
  },
  {
    name: 'gives up after three error responses',
    respond: () => ({ status: 404, body: 'no' }),
    code: 255,
    message: retrievalError('Received non 200 response 404 from container metadata: no'),
    seen: [credentialsRequest, credentialsRequest, credentialsRequest],
  },
  {
    name: 'gives up after three responses that are not JSON',
    respond: () => ({ body: 'no' }),
    code: 255,
    message: retrievalError('Unable to parse JSON returned from container metadata services'),
    seen: [credentialsRequest, credentialsRequest, credentialsRequest],
  },
  {
    name: 'refuses credentials without a secret key',
    respond: () => ({ body: { AccessKeyId: 'A' } }),
    code: 255,
    message: retrievalError('The response has no SecretAccessKey.'),
    seen: [credentialsRequest],
    hasOwnMessage: true,
  },
  {
    name: 'refuses expired credentials',
    respond: () => ({ body: { ...credentials, Expiration: '2020-01-01T00:00:00Z' } }),
    code: 255,
    message: 'Credentials were refreshed, but the refreshed credentials are still expired.',
    seen: [credentialsRequest, credentialsRequest],
  },
];

describe.each(programs)('container credentials in $tool', ({ command: [program = '', ...first], isThere, isOwn }) => {
  it.skipIf(!isThere).each(cases)('$name', async (one) => {
    respond = one.respond ?? respond;
    const outcome = await inScratch((folder) => {
      const file = path.join(folder, 'token');
      if (one.token !== undefined) fs.writeFileSync(file, one.token);
      return run(program, [...first, ...create], {
        HOME: folder,
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_ECR: service.url,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}/c?x=1`,
        ...(one.token === undefined ? {} : { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file }),
        ...one.environment,
      });
    });
    expect({ code: outcome.code, seen }).toEqual({ code: one.code, seen: one.seen });
    if (isOwn || one.hasOwnMessage !== true) expect(saidBy(outcome)).toBe(one.message);
  });
});
