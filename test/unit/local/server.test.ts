import type http from 'node:http';

import { afterEach, describe, expect, it } from 'vitest';

import { createServer, type ServerOptions, Throttle } from '../../../src/local/server.ts';
import { emptyState, Store } from '../../../src/local/store.ts';
import type { Io } from '../../../src/platform/io.ts';
import { listen } from '../../support/listen.ts';

let server: http.Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A clock that the test moves, which records the waits. */
function testClock() {
  const state = { milliseconds: 0, waits: new Array<number>() };
  const clock: Pick<Io, 'now' | 'sleep'> = {
    now: () => new Date(1_767_323_045_678 + state.milliseconds),
    sleep: (milliseconds) => {
      state.waits.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { state, clock };
}

async function start(
  options: Partial<ServerOptions>,
  clock: Pick<Io, 'now' | 'sleep'>,
  save: () => void = () => undefined,
) {
  const started = createServer(
    new Store(emptyState, save),
    { account: '123456789012', allowUnsigned: false, ...options },
    clock,
  );
  server = started;
  const url = `http://127.0.0.1:${String(await listen(started))}`;
  const authorization = (service: string, accessKeyId: string, region: string) =>
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
  return {
    url,
    ecr: async (operation: string, body: object | string, accessKeyId = 'AKID', region = 'us-east-1') => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AmazonEC2ContainerRegistry_V20150921.${operation}`,
          authorization: authorization('ecr', accessKeyId, region),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const responseBody: unknown = await response.json();
      return { status: response.status, body: responseBody };
    },
    sts: async (parameters: Record<string, string>, service = 'sts') => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: authorization(service, 'AKID', 'us-east-1') },
        body: new URLSearchParams({ Version: '2011-06-15', ...parameters }),
      });
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        id: response.headers.get('x-amzn-requestid') ?? '',
        body: await response.text(),
      };
    },
  };
}

const quay = { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' };

describe('the local endpoint', () => {
  it('keeps a registry for each account and Region', async () => {
    const { ecr } = await start({}, testClock().clock);
    const created = await ecr('CreatePullThroughCacheRule', quay, '111122223333', 'eu-west-1');
    expect(created).toMatchObject({ status: 200, body: { registryId: '111122223333' } });
    const count = async (accessKeyId: string, region: string) =>
      (await ecr('DescribePullThroughCacheRules', {}, accessKeyId, region)).body;
    expect(await count('111122223333', 'eu-west-1')).toMatchObject({ pullThroughCacheRules: [quay] });
    expect(await count('111122223333', 'us-east-1')).toEqual({ pullThroughCacheRules: [] });
    expect(await count('444455556666', 'eu-west-1')).toEqual({ pullThroughCacheRules: [] });
    expect(await count('AKID', 'eu-west-1')).toEqual({ pullThroughCacheRules: [] });
  });

  it('serves STS in XML on the same port', async () => {
    const { sts } = await start({}, testClock().clock);
    const { status, type, id, body } = await sts({ Action: 'GetCallerIdentity' });
    expect([status, type]).toEqual([200, 'text/xml']);
    expect(body).toContain('<Account>123456789012</Account>');
    expect(body).toContain(`<RequestId>${id}</RequestId>`);
  });

  it('refuses a signature for Amazon ECR in a request for STS', async () => {
    const { sts } = await start({}, testClock().clock);
    const { status, body } = await sts({ Action: 'GetCallerIdentity' }, 'ecr');
    expect(status).toBe(403);
    expect(body).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  it.each([
    [
      'NoSuchOperation',
      {},
      400,
      { __type: 'UnknownOperationException', message: 'ecr-local has no operation NoSuchOperation.' },
    ],
    ['DescribePullThroughCacheRules', '{', 400, { __type: 'SerializationException' }],
    ['DescribePullThroughCacheRules', '[]', 400, { __type: 'InvalidParameterException' }],
    ['DescribePullThroughCacheRules', ' '.repeat(1024 * 1024 + 1), 413, { __type: 'RequestEntityTooLargeException' }],
  ])('refuses %s of %.20j', async (operation, input, status, body) => {
    const { ecr } = await start({}, testClock().clock);
    expect(await ecr(operation, input)).toMatchObject({ status, body });
  });

  it('refuses requests of other services, and does not repeat their parameters', async () => {
    const { url } = await start({}, testClock().clock);
    const refused = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${url}${path}`, init);
      const body: unknown = await response.json();
      return { status: response.status, body };
    };
    expect(await refused('/federation/credentials?account_id=1')).toEqual({
      status: 400,
      body: { __type: 'UnknownOperationException', message: 'ecr-local has no operation GET /federation/credentials.' },
    });
    expect(
      await refused('/', { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, body: '{}' }),
    ).toMatchObject({ body: { message: 'ecr-local has no operation DynamoDB_20120810.ListTables.' } });
  });

  it('answers health checks, without a signature and beyond the throttle', async () => {
    const { url } = await start({ throttle: 1 }, testClock().clock);
    for (const method of ['GET', 'GET']) {
      const response = await fetch(`${url}/health`, { method });
      expect([response.status, await response.text()]).toEqual([200, '{"status":"ok"}\n']);
    }
  });

  it('serves tokens for docker login', async () => {
    const { ecr } = await start({}, testClock().clock);
    const { body } = await ecr('GetAuthorizationToken', {}, '111122223333', 'cn-north-1');
    expect(JSON.stringify(body)).toMatch(/"authorizationToken":"QVdTO[A-Za-z0-9+/]+=*"/);
    expect(body).toMatchObject({
      authorizationData: [
        {
          expiresAt: 1767366245.678,
          proxyEndpoint: 'https://111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn',
        },
      ],
    });
    expect(await ecr('GetAuthorizationToken', { registryIds: ['444455556666', '777788889999'] })).toMatchObject({
      body: {
        authorizationData: [
          { proxyEndpoint: 'https://444455556666.dkr.ecr.us-east-1.amazonaws.com' },
          { proxyEndpoint: 'https://777788889999.dkr.ecr.us-east-1.amazonaws.com' },
        ],
      },
    });
  });

  it('reports an internal failure as a failure of the service', async () => {
    const { ecr } = await start({}, testClock().clock, () => {
      throw new Error('disk full');
    });
    expect(await ecr('CreatePullThroughCacheRule', quay)).toEqual({
      status: 500,
      body: { __type: 'ServerException', message: 'disk full' },
    });
  });
});

describe('latency', () => {
  it('delays every response, errors included', async () => {
    const { state, clock } = testClock();
    const { ecr, sts } = await start({ latency: 250 }, clock);
    await ecr('DescribePullThroughCacheRules', {});
    await ecr('NoSuchOperation', {});
    await sts({ Action: 'GetCallerIdentity' });
    expect(state.waits).toEqual([250, 250, 250]);
  });

  it('is zero by default', async () => {
    const { state, clock } = testClock();
    const { ecr } = await start({}, clock);
    await ecr('DescribePullThroughCacheRules', {});
    expect(state.waits).toEqual([]);
  });
});

describe('throttle', () => {
  it('refuses requests over the rate, counted across all registries and services', async () => {
    const { state, clock } = testClock();
    const { ecr, sts } = await start({ throttle: 2 }, clock);
    const describeRules = (accessKeyId: string) => ecr('DescribePullThroughCacheRules', {}, accessKeyId);
    expect((await describeRules('111122223333')).status).toBe(200);
    expect((await sts({ Action: 'GetCallerIdentity' })).status).toBe(200);
    expect(await describeRules('444455556666')).toEqual({
      status: 400,
      body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
    });
    const refused = await sts({ Action: 'GetCallerIdentity' });
    expect(refused.status).toBe(400);
    expect(refused.body).toContain('<Code>ThrottlingException</Code><Message>Rate exceeded</Message>');
    state.milliseconds = 1000;
    expect((await describeRules('444455556666')).status).toBe(200);
  });

  it('changes nothing for a refused request', async () => {
    const { state, clock } = testClock();
    const { ecr } = await start({ throttle: 1 }, clock);
    await ecr('DescribePullThroughCacheRules', {});
    expect((await ecr('CreatePullThroughCacheRule', quay)).status).toBe(400);
    state.milliseconds = 1000;
    expect((await ecr('DescribePullThroughCacheRules', {})).body).toEqual({ pullThroughCacheRules: [] });
  });
});

describe('throttle', () => {
  /** A throttle on a clock that the test sets, in milliseconds. */
  function throttleOf(limit: number) {
    let now = 0;
    const throttle = new Throttle(limit, () => now);
    return {
      at: (milliseconds: number, requests = 1) => {
        now = milliseconds;
        return Array.from({ length: requests }, () => throttle.accept());
      },
    };
  }

  describe('Throttle', () => {
    it('accepts as many requests as the limit allows and refuses the next', () => {
      expect(throttleOf(3).at(0, 5)).toEqual([true, true, true, false, false]);
    });

    it('accepts requests again once a second has passed', () => {
      const { at } = throttleOf(2);
      expect(at(0, 3)).toEqual([true, true, false]);
      expect(at(999)).toEqual([false]);
      expect(at(1000, 3)).toEqual([true, true, false]);
    });

    it('accepts requests after the clock was set back', () => {
      const { at } = throttleOf(1);
      expect(at(100_000)).toEqual([true]);
      expect(at(0)).toEqual([true]);
    });

    it('counts the requests of the last second, wherever that second begins', () => {
      const { at } = throttleOf(2);
      expect(at(0)).toEqual([true]);
      expect(at(900, 2)).toEqual([true, false]);
      expect(at(1100, 2)).toEqual([true, false]);
      expect(at(1900, 2)).toEqual([true, false]);
    });

    it('does not count refused requests', () => {
      const { at } = throttleOf(1);
      expect(at(0)).toEqual([true]);
      expect(at(500, 100)).not.toContain(true);
      expect(at(1000)).toEqual([true]);
    });
  });
});
