import { HttpResponse, type HttpHandler, type HttpRequest } from '@smithy/core/protocols';
import { describe, expect, it } from 'vitest';

import { Numeral, type Parameters } from '../../../src/model/values.ts';
import { createClient } from '../../../src/service/client.ts';
import { commands } from '../../../src/service/commands.ts';
import { ServiceException } from '../../../src/service/service-exception.ts';
import { clientSettings, type ClientSettings } from '../../../src/settings/client-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { UnreadableResponse } from '../../../src/transport/wire-response.ts';
import { testIo } from '../../support/test-io.ts';

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };

interface Call {
  readonly operation?: string;
  readonly parameters?: Parameters;
  readonly status?: number;
  readonly body?: string | Uint8Array;
  readonly settings?: Partial<ClientSettings>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Calls an operation of a service with one scripted response. */
async function call({
  operation = 'DeletePullThroughCacheRule',
  parameters = {},
  status = 200,
  body = '',
  settings = {},
  environment = {},
}: Call): Promise<{ readonly request: HttpRequest; readonly response: object }> {
  const io = testIo(environment);
  const requests: HttpRequest[] = [];
  const handler: HttpHandler = {
    handle: (request: HttpRequest) => {
      requests.push(request);
      return Promise.resolve({
        response: new HttpResponse({ statusCode: status, headers: {}, body: Buffer.from(body) }),
      });
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  const all = { ...clientSettings(resolveSettings({}, io), io), maxAttempts: 1, ...settings };
  const client = createClient(all, 'us-east-1', () => Promise.resolve(credentials), handler, io);
  const response = (await commands[operation]?.(client, parameters, { observers: [], isRepeatable: false })) ?? {};
  const [request] = requests;
  if (request === undefined) throw new Error('No request was sent.');
  return { request, response };
}

describe('the client', () => {
  it('sends the parameters unchanged and in order', async () => {
    const parameters = { upstreamRegistryUrl: 5, ecrRepositoryPrefix: [new Numeral('1.0'), null, { a: true }] };
    const { request } = await call({ operation: 'CreatePullThroughCacheRule', parameters });
    expect(request.body).toBe('{"upstreamRegistryUrl":5,"ecrRepositoryPrefix":[1.0,null,{"a":true}]}');
    expect(request.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.CreatePullThroughCacheRule',
    });
  });

  it('returns the members of the response unchanged', async () => {
    const { response } = await call({ body: '{"createdAt":1637000000.0,"new":1,"registryId":null}' });
    expect(response).toMatchObject({ createdAt: new Numeral('1637000000.0'), new: 1, registryId: null });
  });

  it('returns no members for an empty body', async () => {
    const { response } = await call({ body: '' });
    expect(Object.keys(response)).toEqual(['$metadata']);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['HTML', '<html>Blocked</html>', 'expected JSON: <html>Blocked</html>'],
    ['half of a response', '{"registryId":"1', 'expected JSON: {"registryId":"1'],
    ['a list', '[1]', 'expected a map: [1]'],
    ['Latin-1', Buffer.from('{"registryId":"é"}', 'latin1'), 'expected UTF-8: {"registryId":"\ufffd"}'],
    ['gzip', Buffer.from('1f8b0800000000000003', 'hex'), 'expected UTF-8: \u001f\ufffd'],
    ['much text', 'x'.repeat(1000), `expected JSON: ${'x'.repeat(200)}...`],
  ])('refuses a body of %s', async (_, body, message) => {
    const failure: unknown = await call({ body }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableResponse);
    expect(String(failure)).toContain(`Unable to parse response, ${message}`);
    expect(String(failure)).not.toContain('$response');
  });

  it('throws the error of the service', async () => {
    const failure = call({ status: 400, body: '{"__type":"ValidationException","message":"Wrong."}' });
    await expect(failure).rejects.toBeInstanceOf(ServiceException);
    await expect(failure).rejects.toMatchObject({ name: 'ValidationException', message: 'Wrong.' });
  });

  it('keeps the path and the query of a configured endpoint', async () => {
    const { request } = await call({ settings: { endpointUrl: 'http://host:8080/a/b/?c=d' } });
    expect(request).toMatchObject({ hostname: 'host', port: 8080, path: '/a/b/', query: { c: 'd' } });
  });

  it.each([
    [{}, 'ecr-cli/0.0.0-test m/'],
    [{ AWS_SDK_UA_APP_ID: 'my app' }, 'ecr-cli/0.0.0-test app/my-app m/'],
    [{ AWS_SDK_UA_APP_ID: '' }, 'ecr-cli/0.0.0-test m/'],
    [{ AWS_SDK_UA_APP_ID: 'x'.repeat(60) }, `ecr-cli/0.0.0-test app/${'x'.repeat(60)} m/`],
    [
      { AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE', AWS_SDK_UA_APP_ID: 'a\r\nb' },
      'ecr-cli/0.0.0-test exec-env/AWS_ECS_FARGATE app/a--b m/',
    ],
  ])('sends a user agent for %j', async (environment, userAgent) => {
    const { request } = await call({ environment });
    expect(request.headers['user-agent']?.replace(/^ecr-cli\/\S+/, 'ecr-cli/0.0.0-test')).toContain(userAgent);
  });
});
