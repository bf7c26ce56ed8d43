import { expect, it } from 'vitest';

import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpRequest } from '@smithy/core/protocols';

import { LoggedHandler, shownBody } from '../../../src/transport/request-log.ts';
import { readBody } from '../../../src/transport/wire-response.ts';
import { startScriptedService } from '../../support/scripted-service.ts';

it.each([
  [
    'Action=AssumeRole&RoleArn=arn&TokenCode=123456&WebIdentityToken=abc%3D',
    'Action=AssumeRole&RoleArn=arn&TokenCode=***&WebIdentityToken=***',
  ],
  [
    '<R><AccessKeyId>AKID</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken><![CDATA[<t>]]></SessionToken></R>',
    '<R><AccessKeyId>AKID</AccessKeyId><SecretAccessKey>***</SecretAccessKey><SessionToken>***</SessionToken></R>',
  ],
  ['<R><SecretAccessKey>cut of', '<R><SecretAccessKey>***</SecretAccessKey>'],
  [
    '{"clientId":"c","clientSecret":"s","refreshToken":"r","accessToken":{"accessKeyId":"AKID","secretAccess\\u004bey":"s"}}',
    '{"clientId":"c","clientSecret":"***","refreshToken":"***","accessToken":{"accessKeyId":"AKID","secretAccessKey":"***"}}',
  ],
  ['{"AccessKeyId":"A","Token":"t","Expiration":"x"}', '{"AccessKeyId":"A","Token":"***","Expiration":"x"}'],
  [
    '{"SecretString":"s","authorizationData":[{"authorizationToken":"t"}]}',
    '{"SecretString":"***","authorizationData":[{"authorizationToken":"***"}]}',
  ],
  ['{"nextToken":"n","createdAt":1.5}', '{"nextToken":"n","createdAt":1.5}'],
  ['{"secretAccessKey":"cut of', '26 characters, which are not shown'],
  ['AQAEtokenOfAnInstance', '21 characters, which are not shown'],
  ['', ''],
])('the body %s for credentials is shown as %s', (body, shown) => {
  expect(shownBody(body, 'credentials')).toBe(shown);
});

it('a body of the service that is not JSON is shown', () => {
  expect(shownBody('<html>blocked</html>', 'service')).toBe('<html>blocked</html>');
  expect(shownBody('blocked', 'service')).toBe('blocked');
});

it('headers are logged without tokens, keys and signatures, and the response can still be read', async () => {
  const service = await startScriptedService(() => ({
    headers: { 'set-cookie': 'secret1' },
    body: { Token: 'secret2' },
  }));
  const lines: string[] = [];
  const handler = new LoggedHandler(new NodeHttpHandler(), 'credentials', (part, line) =>
    lines.push(`${part}: ${line}`),
  );
  const { hostname, port } = new URL(service.url);
  const request = new HttpRequest({
    protocol: 'http:',
    hostname,
    port: Number(port),
    method: 'GET',
    path: '/latest',
    headers: {
      Authorization: 'AWS4-HMAC-SHA256 Credential=AKID/x, SignedHeaders=host, Signature=secret3',
      'X-Amz-Security-Token': 'secret4',
      'x-amz-sso_bearer_token': 'secret5',
      DPoP: 'secret6',
      'x-aws-ec2-metadata-token': 'secret7',
    },
  });
  const { response } = await handler.handle(request);
  expect((await readBody(response.body)).toString()).toBe('{"Token":"secret2"}');
  request.headers = { authorization: 'secret8' };
  await handler.handle(request);
  handler.destroy();
  service.close();
  expect(lines.join('\n')).not.toContain('secret');
  expect(lines).toContain(`credentials: Request: GET ${service.url}/latest`);
  expect(lines.join('\n')).toContain('Credential=AKID/x, SignedHeaders=host, Signature=***');
});
