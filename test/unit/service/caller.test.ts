import net from 'node:net';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ServiceError } from '../../../src/model/errors.ts';
import { operationByName } from '../../../src/model/operations.ts';
import type { Io } from '../../../src/platform/io.ts';
import { connect } from '../../../src/service/caller.ts';
import { clientSettings } from '../../../src/settings/client-settings.ts';
import { resolveSettings } from '../../../src/settings/settings.ts';
import { TlsContexts } from '../../../src/transport/tls.ts';
import { type CertificateAuthority, createAuthority } from '../../support/certificates.ts';
import { listen } from '../../support/listen.ts';
import { type Script, type ScriptedService, startScriptedService } from '../../support/scripted-service.ts';
import { testIo } from '../../support/test-io.ts';

const sessionOf = (io: Io) => ({
  credentials: () => Promise.resolve({ accessKeyId: 'AKID', secretAccessKey: 'secret' }),
  account: () => Promise.resolve('123456789012'),
  tls: new TlsContexts(io),
});
const done = { body: { ecrRepositoryPrefix: 'aa' } };
const dropped = { close: true } as const;
const exists = { status: 400, body: { __type: 'PullThroughCacheRuleAlreadyExistsException', message: 'It exists.' } };
const notFound = { status: 400, body: { __type: 'PullThroughCacheRuleNotFoundException', message: 'It is gone.' } };
const faulty = { status: 500, body: { __type: 'ServerException', message: 'no' } };
const response = (text: string) => ({ bytes: Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1') });

let authority: CertificateAuthority;
beforeAll(() => {
  authority = createAuthority();
});
afterAll(() => {
  authority.remove();
});

let service: ScriptedService | undefined;
let caller: Awaited<ReturnType<typeof connect>> | undefined;
afterEach(() => {
  caller?.close();
  service?.close();
});

async function callerOf(
  script: Script,
  { environment = {}, isSecure = false }: { environment?: Record<string, string>; isSecure?: boolean } = {},
) {
  service = await startScriptedService(script, isSecure ? authority.issue() : undefined);
  const { bundle } = authority;
  const io = testIo({ ...environment, AWS_ENDPOINT_URL: service.url, ...(isSecure ? { AWS_CA_BUNDLE: bundle } : {}) });
  const { readFileSync } = await import('node:fs');
  const files = { ...io.files, read: (path: string) => readFileSync(path), isFile: () => true };
  const world = { ...io, ...(isSecure ? { files } : {}) };
  const connected = await connect(
    clientSettings(resolveSettings({}, world), world),
    'us-east-1',
    world,
    sessionOf(world),
  );
  caller = connected;
  return (operation: string) => connected.call(operationByName(operation), {});
}

/** The message and the note of a call that fails, and how many requests it sent. */
async function failureOf(operation: string, script: Script, options: Parameters<typeof callerOf>[1] = {}) {
  const call = await callerOf(script, options);
  const error: unknown = await call(operation).catch((failure: unknown) => failure);
  if (!(error instanceof Error)) throw new Error('The call succeeded.');
  return {
    error,
    message: error.message,
    note: 'note' in error ? error.note : undefined,
    requests: service?.requests.length,
  };
}

const describeRules = 'DescribePullThroughCacheRules';
const createRule = 'CreatePullThroughCacheRule';
const changes = [
  ['CreatePullThroughCacheRule', 'created'],
  ['UpdatePullThroughCacheRule', 'updated'],
  ['DeletePullThroughCacheRule', 'deleted'],
] as const;

describe('a response that Node cannot parse', () => {
  it.each([
    ['HTTP/1.1 200 OK\nX: 1\n folded\nContent-Length: 2\n\n{}', /Unexpected/],
    ['HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 2\n\n{}', /Content-Length/],
    ['HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Length: 2\n\n2\n{}\n0\n\n', /Content-Length/],
    ['HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2 \n{}\n0\n\n', /chunk/],
    ['HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\n{}\n0\n\n', /chunk/],
    ['HTTP/1.1 200 OK\nBad Name: 1\nContent-Length: 2\n\n{}', /header/],
    ['HTTP/1.1 abc OK\nContent-Length: 2\n\n{}', /status/],
    [`HTTP/1.1 200 OK\nX: ${'x'.repeat(70_000)}\nContent-Length: 2\n\n{}`, /longer than 65536 bytes/],
  ])('is one request and one message: %.60j', async (text, reason) => {
    const { message, note, requests } = await failureOf(createRule, () => response(text));
    expect(message).toMatch(/^The response from endpoint URL "http:\/\/127\.0\.0\.1:\d+\/" is not valid HTTP: .+\.$/);
    expect(message).toMatch(reason);
    expect(note).toBe('The rule may have been created by this command.');
    expect(requests).toBe(1);
  });

  it('whose lines end in LF is refused, too', async () => {
    const bytes = Buffer.from('HTTP/1.1 200 OK\nContent-Length: 2\n\n{}');
    const { message, requests } = await failureOf(createRule, () => ({ bytes }));
    expect(message).toContain('is not valid HTTP: ');
    expect(requests).toBe(1);
  });

  it('and is no HTTP at all counts as a closed connection', async () => {
    const { message, note, requests } = await failureOf(createRule, () => response('SSH-2.0-OpenSSH_9.6\n'));
    expect(message).toMatch(/^Connection was closed/);
    expect(note).toBe('The rule may have been created by this command.');
    expect(requests).toBe(3);
  });

  it.each(changes)('has a note for each change: %s', async (operation, effect) => {
    const { note } = await failureOf(operation, () => response('HTTP/1.1 200 OK\nContent Length: 2\n\n{}'));
    expect(note).toBe(`The rule may have been ${effect} by this command.`);
  });

  it('has no note for a call that changes nothing', async () => {
    const { note } = await failureOf(describeRules, () => response('HTTP/1.1 200 OK\nContent Length: 2\n\n{}'));
    expect(note).toBeUndefined();
  });
});

describe.each([false, true])('a large response (TLS: %j)', (isSecure) => {
  it('may have headers of 64 KB', async () => {
    const large = { body: done.body, headers: { x: 'x'.repeat(60_000) } };
    const call = await callerOf(() => large, { isSecure });
    expect(await call(createRule)).toMatchObject(done.body);
  });

  it('may be followed by more bytes', async () => {
    const call = await callerOf(() => response('HTTP/1.1 200 OK\nContent-Length: 2\n\n{}more'), { isSecure });
    expect(await call(createRule)).toMatchObject({});
  });
});

describe('a change whose response was lost', () => {
  it.each(changes)('%s has a note that the rule may have been %s', async (operation, effect) => {
    const { message, note, requests } = await failureOf(operation, () => dropped);
    expect(message).toMatch(/^Connection was closed/);
    expect(note).toBe(`The rule may have been ${effect} by this command.`);
    expect(requests).toBe(3);
  });

  it.each(changes)('%s: a body that breaks off is a lost response', async (operation, effect) => {
    const cut = response('HTTP/1.1 200 OK\nContent-Length: 20\n\n{');
    expect(await failureOf(operation, () => cut)).toMatchObject({
      note: `The rule may have been ${effect} by this command.`,
    });
  });

  it.each(changes)('%s: a body that is not JSON cannot be read', async (operation, effect) => {
    const { message, note, requests } = await failureOf(operation, () => ({ body: '<html>' }));
    expect(message).toMatch(/^Unable to parse response/);
    expect(note).toBe(`The rule may have been ${effect} by this command.`);
    expect(requests).toBe(1);
  });

  it.each([
    ['CreatePullThroughCacheRule', exists, 'created'],
    ['DeletePullThroughCacheRule', notFound, 'deleted'],
    ['UpdatePullThroughCacheRule', notFound, 'updated'],
    ['CreatePullThroughCacheRule', { status: 400, body: { __type: 'LimitExceededException' } }, 'created'],
  ])('%s: the error of a later attempt has the note', async (operation, later, effect) => {
    const { error, note } = await failureOf(operation, (_, count) => (count === 1 ? dropped : later));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ exitCode: 254 });
    expect(note).toBe(`The rule may have been ${effect} by an earlier attempt of this command.`);
  });

  it.each([
    ['CreatePullThroughCacheRule', exists, 'created'],
    ['DeletePullThroughCacheRule', notFound, 'deleted'],
  ])('%s: so has the error that an attempt with a fault of the service may cause', async (operation, later, effect) => {
    const { note } = await failureOf(operation, (_, count) => (count === 1 ? faulty : later));
    expect(note).toBe(`The rule may have been ${effect} by an earlier attempt of this command.`);
  });

  it('has no note where the service refused every attempt', async () => {
    const slow = { status: 400, body: { __type: 'ThrottlingException', message: 'slow' } };
    for (const script of [() => exists, () => faulty, (_: unknown, count: number) => (count === 1 ? slow : exists)])
      expect((await failureOf(createRule, script)).note).toBeUndefined();
  });

  it('has no note where no connection was made', async () => {
    const call = await callerOf(() => done);
    service?.close();
    await expect(call(createRule)).rejects.toMatchObject({ note: undefined });
  });
});

describe('the clock of the service', () => {
  const hour = 60 * 60 * 1000;
  const dated = (difference: number, scripted: object) => ({
    headers: { date: new Date(Date.now() + difference).toUTCString() },
    ...scripted,
  });
  /** The differences between the times of the requests and this clock, in whole hours. */
  const hours = () =>
    service?.requests.map(({ headers }) => {
      const [date = '', time = ''] = String(headers['x-amz-date']).split('T');
      const [day, hours] = [date.replace(/(..)(..)$/, '-$1-$2'), time.replace(/(..)(..)(..)Z/, '$1:$2:$3Z')];
      return Math.round((Date.parse(`${day}T${hours}`) - Date.now()) / hour) || 0;
    });
  const refusal = (type: string) => ({ status: 403, body: { __type: type, message: 'The time is wrong.' } });

  it('does not count in a response that succeeded', async () => {
    const call = await callerOf(() => dated(-3 * hour, done));
    for (let page = 0; page < 2; page++) await call(describeRules);
    expect(hours()).toEqual([0, 0]);
  });

  it('does not count in other errors', async () => {
    const { requests } = await failureOf(createRule, () => dated(3 * hour, refusal('AccessDeniedException')));
    expect(requests).toBe(1);
    const later = await callerOf((_, count) => (count === 1 ? dated(3 * hour, faulty) : done));
    await later(createRule);
    expect(hours()).toEqual([0, 0]);
  });

  it.each([
    'RequestExpired',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
  ])('is adopted after %s, and stays', async (type) => {
    const call = await callerOf((_, count) => dated(3 * hour, count === 1 ? refusal(type) : done));
    for (let page = 0; page < 2; page++) await call(describeRules);
    expect(hours()).toEqual([0, 3, 3]);
  });

  it('is adopted once for each call', async () => {
    const { error, requests } = await failureOf(createRule, () => dated(3 * hour, refusal('RequestExpired')));
    expect(error).toMatchObject({ exitCode: 254, code: 'RequestExpired' });
    expect(requests).toBe(2);
  });

  it.each([2 * 60 * 1000, 25 * hour, -25 * hour])('is not adopted with a difference of %i ms', async (difference) => {
    const script = () => dated(difference, refusal('InvalidSignatureException'));
    const { error, requests } = await failureOf(createRule, script);
    expect(error).toMatchObject({ exitCode: 254 });
    expect(requests).toBe(1);
  });
});

describe('an unusual status', () => {
  it.each([
    ['HTTP/1.1 101 Switching Protocols\n\n', '101'],
    ['HTTP/1.1 101 Switching Protocols\nConnection: upgrade\nUpgrade: h2c\n\n', '101'],
    ['HTTP/1.1 099 Odd\nContent-Length: 2\n\n{}', '99'],
    ['HTTP/1.1 304 Not Modified\n\n', '304'],
    ['HTTP/1.1 600 Odd\nContent-Length: 2\n\n{}', '600'],
  ])('is an error at once: %j', async (text, code) => {
    // The connection stays open, as that of a server that waits for the client's next protocol.
    let requests = 0;
    const server = net.createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', () => {
          requests++;
          socket.write(text.replaceAll('\n', '\r\n'));
        });
    });
    const url = `http://127.0.0.1:${String(await listen(server))}`;
    const io = testIo({ AWS_ENDPOINT_URL: url });
    const settings = clientSettings(resolveSettings({}, io), io);
    caller = await connect(settings, 'us-east-1', io, sessionOf(io));
    await expect(caller.call(operationByName(createRule), {})).rejects.toMatchObject({ exitCode: 254, code });
    server.close();
    expect(requests).toBe(1);
  });

  it('is passed over before the response', async () => {
    const early = 'HTTP/1.1 100 Continue\n\nHTTP/1.1 102 Processing\n\nHTTP/1.1 103 Early Hints\nLink: </a>\n\n';
    const call = await callerOf(() => response(`${early}HTTP/1.1 200 OK\nContent-Length: 2\n\n{}`));
    expect(await call(createRule)).toMatchObject({});
    expect(service?.requests).toHaveLength(1);
  });
});

describe.each([false, true])('a connection that was kept open (TLS: %j)', (isSecure) => {
  const environment = { AWS_MAX_ATTEMPTS: '1' };
  /** Responds to the first request, and closes its connection when the second request arrives there. */
  const closingSecond: Script = (_, count) => (count === 2 ? dropped : done);

  it.each([describeRules, 'ValidatePullThroughCacheRule'])('is replaced at once for %s', async (operation) => {
    const call = await callerOf(closingSecond, { environment, isSecure });
    await call(operation);
    await call(operation);
    expect(service?.requests).toHaveLength(3);
    expect(service?.requests.map(({ headers }) => headers['amz-sdk-request'])).toEqual(
      Array(3).fill('attempt=1; max=1'),
    );
  });

  it.each(changes)('is an attempt that failed for %s', async (operation, effect) => {
    const call = await callerOf(closingSecond, { environment, isSecure });
    await call(describeRules);
    await expect(call(operation)).rejects.toMatchObject({
      name: 'Error',
      note: `The rule may have been ${effect} by this command.`,
    });
    expect(service?.requests).toHaveLength(2);
  });

  it('is an attempt that failed after a part of a response', async () => {
    const script: Script = (_, count) => (count === 2 ? response('HTTP/1.1 200 OK\nContent-Le') : done);
    const call = await callerOf(script, { environment, isSecure });
    await call(describeRules);
    await expect(call(describeRules)).rejects.toThrow(/^Connection was closed/);
    expect(service?.requests).toHaveLength(2);
  });

  it('is an attempt that failed where the connection is new', async () => {
    expect(await failureOf(describeRules, () => dropped, { environment, isSecure })).toMatchObject({ requests: 1 });
  });
});
