import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { parseJson } from '../../src/python/json.ts';
import { startAwsService, type AwsService } from '../support/aws-service.ts';
import { create } from '../support/create-command.ts';
import { listen } from '../support/listen.ts';
import { bareEnvironment, ecr, run } from '../support/run.ts';

let home: string;
let metadata: net.Server;
let metadataUrl: string;
let connections: number;
let service: AwsService;

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(bareEnvironment()['HOME'] ?? '/tmp', 'ecr-home-'));
  service = await startAwsService();
  connections = 0;
  metadata = net.createServer((socket) => {
    connections++;
    socket.destroy();
  });
  metadataUrl = `http://127.0.0.1:${String(await listen(metadata))}`;
});
afterEach(() => {
  service.close();
  metadata.close();
  fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs the command with a metadata service that counts the connections for credentials or a Region. */
function call(words: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const environment = {
    HOME: home,
    AWS_EC2_METADATA_DISABLED: 'false',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadataUrl,
    AWS_METADATA_SERVICE_TIMEOUT: '1',
    AWS_METADATA_SERVICE_NUM_ATTEMPTS: '1',
    ...more,
  };
  return run(process.execPath, [ecr, ...create, ...words], environment, home);
}

const inRegion = { AWS_REGION: 'us-east-1' };

describe('--dry-run', () => {
  it('prints the request without sending it', async () => {
    const { code, stdout, stderr } = await call(['--dry-run', '--registry-id', '123456789012'], inRegion);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parseJson(stdout)).toEqual({
      operation: 'CreatePullThroughCacheRule',
      endpoint: 'https://api.ecr.us-east-1.amazonaws.com/',
      region: 'us-east-1',
      parameters: { ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'quay.io', registryId: '123456789012' },
    });
  });

  it.each([
    [['--output', 'text', '--query', '[operation,region]'], 'CreatePullThroughCacheRule\tus-east-1\n'],
    [['--output', 'yaml', '--query', 'parameters'], 'ecrRepositoryPrefix: aa\nupstreamRegistryUrl: quay.io\n'],
    [['--query', 'endpoint', '--region', 'cn-north-1'], '"https://api.ecr.cn-north-1.amazonaws.com.cn/"\n'],
    [
      [
        '--cli-input-json',
        '{"registryId":"123456789012","ecrRepositoryPrefix":"bb"}',
        '--query',
        'parameters.[registryId,ecrRepositoryPrefix]',
        '--output',
        'text',
      ],
      '123456789012\taa\n',
    ],
    [['--output', 'off'], ''],
  ])('applies %j as to any result', async (words, stdout) => {
    expect(await call(['--dry-run', ...words], inRegion)).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('runs no credential_process and connects to no host, unlike the same call without it', async () => {
    const trace = path.join(home, 'ran');
    fs.mkdirSync(path.join(home, '.aws'));
    fs.writeFileSync(
      path.join(home, '.aws', 'config'),
      `[profile process]\ncredential_process = /bin/sh -c "touch '${trace}'; exit 1"\n[profile instance]\nregion = us-east-1\n`,
    );
    const words = ['--endpoint-url', service.url];

    for (const profile of ['process', 'instance'])
      expect(await call([...words, '--dry-run', '--profile', profile], inRegion)).toMatchObject({
        code: 0,
        stderr: '',
      });
    expect([fs.existsSync(trace), connections, service.requests.length]).toEqual([false, 0, 0]);

    for (const profile of ['process', 'instance'])
      expect((await call([...words, '--profile', profile], inRegion)).code).not.toBe(0);
    expect(fs.existsSync(trace)).toBe(true);
    expect(connections).toBeGreaterThan(0);
    expect((await call([...words, '--no-sign-request'], inRegion)).code).toBe(0);
    expect(service.requests).toHaveLength(1);
  });

  it('does not request a Region from the metadata service', async () => {
    const { code, stderr } = await call(['--dry-run']);
    expect(code).toBe(253);
    expect(stderr).toContain('You must specify a region');
    expect(connections).toBe(0);
    await call(['--no-sign-request']);
    expect(connections).toBeGreaterThan(0);
  });

  it.each([
    [['--registry-id', '1'], 252, 'parameter registryId'],
    [['--upstream-registry', 'quai-io-is-not-near', '--ca-bundle', '/nowhere.pem'], 255, '/nowhere.pem'],
    [['--query', '['], 252, '--query'],
    [['--profile', 'nobody'], 255, 'nobody'],
  ])('reports invalid options: %j', async (words, code, message) => {
    const outcome = await call(['--dry-run', ...words], inRegion);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toContain(message);
  });

  it('has no abbreviation, and --generate-cli-skeleton takes precedence', async () => {
    expect((await call(['--dry-ru'], inRegion)).stderr).toContain('Unknown options: --dry-ru');
    expect((await call(['--dry-run', '--generate-cli-skeleton'], inRegion)).stdout).toContain(
      '"ecrRepositoryPrefix": ""',
    );
  });
});

it('reports all problems together and sends nothing', async () => {
  const words = [
    '--ecr-repository-prefix',
    'Quay',
    '--upstream-registry-url',
    'https://docker.io/',
    '--endpoint-url',
    service.url,
    '--no-sign-request',
  ];
  const { code, stderr } = await call(words, inRegion);
  expect(code).toBe(252);
  expect(stderr.split('\n').slice(2)).toEqual([
    expect.stringMatching(/ecrRepositoryPrefix, value: Quay, .*Maybe you meant: quay$/),
    expect.stringMatching(
      /upstreamRegistryUrl, value: https:\/\/docker\.io\/, docker-hub is at registry-1\.docker\.io$/,
    ),
    expect.stringMatching(/^Missing parameter credentialArn: docker-hub needs/),
    '',
  ]);
  expect(service.requests).toEqual([]);
});
