import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseJson } from '../../src/python/json.ts';
import { startAwsService } from '../support/aws-service.ts';
import { ecr, inScratch, officialCli, run } from '../support/run.ts';

interface Case {
  readonly config?: string;
  readonly credentials?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
}

const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'quay',
  '--upstream-registry-url',
  'quay.io',
];
const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const region = { AWS_REGION: 'us-east-1' };
const unchecked = '[default]\nparameter_validation = false\n';

/** ENDPOINT is replaced by the URL of the scripted service. */
const cases: Readonly<Record<string, Case>> = {
  'an empty Region in the environment, with an endpoint URL': {
    environment: { ...keys, AWS_REGION: '', AWS_ENDPOINT_URL: 'ENDPOINT' },
    config: '[default]\nregion = eu-west-1\n',
  },
  'an empty Region in the environment, without an endpoint URL': {
    environment: { ...keys, AWS_REGION: '' },
    config: '[default]\nregion = eu-west-1\n',
  },
  'an empty --region over a Region in the environment': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    words: [...create, '--region', ''],
  },
  'an empty --region, without an endpoint': { environment: { ...keys, ...region }, words: [...create, '--region', ''] },
  'no Region at all': { environment: keys },
  'keys in the config file, one with an empty value': {
    environment: { ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    config: '[default]\naws_access_key_id =\naws_secret_access_key = s\n',
  },
  'an access key without its secret in the config file': {
    environment: { ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    config: '[default]\naws_access_key_id =\n',
  },
  'an access key without its secret in the credentials file': {
    environment: { ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    credentials: '[default]\naws_access_key_id = a\n',
  },
  'empty keys in the environment': {
    environment: { ...region, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_ENDPOINT_URL: 'ENDPOINT' },
    credentials: '[default]\naws_access_key_id = a\naws_secret_access_key = s\n',
  },
  'an endpoint with a path and a query': { environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT/a?b=1' } },
  'an unreachable endpoint with a query': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'http://127.0.0.1:1/a?b=1&c=2', AWS_MAX_ATTEMPTS: '1' },
  },
  'a malformed config file and an unknown command': { config: '[default', words: ['nope'] },
  'a malformed credentials file and a skeleton': {
    credentials: 'nonsense',
    words: ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
  },
  'an invalid timestamp format and an unknown command': {
    config: '[default]\ncli_timestamp_format = x\n',
    words: ['nope'],
  },
  'an invalid timestamp format and a skeleton': {
    config: '[default]\ncli_timestamp_format = x\n',
    words: ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
  },
  'an invalid timestamp format in another profile': {
    config: '[default]\ncli_timestamp_format = x\n[profile p]\n',
    words: ['create-pull-through-cache-rule', '--generate-cli-skeleton', '--profile', 'p'],
  },
  'an invalid timestamp format and an invalid global option': {
    config: '[default]\ncli_timestamp_format = x\n',
    words: [...create, '--endpoint-url', 'x'],
  },
  'a string for a list, without parameter validation': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    config: unchecked,
    words: ['describe-pull-through-cache-rules', '--cli-input-json', '{"ecrRepositoryPrefixes": "xy"}'],
  },
  'values of other types, without parameter validation': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    config: unchecked,
    words: [...create, '--cli-input-json', '{"registryId": {"a": [1, null]}}'],
  },
  'a query that cannot be evaluated, with --output off': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    words: [...create, '--output', 'off', '--query', 'max(@)'],
  },
  'an access key without its secret, and no Region': { environment: { AWS_ACCESS_KEY_ID: 'AKID' } },
  'a missing SSO session beside keys, and no Region': { environment: keys, config: '[default]\nsso_session = s\n' },
  'an invalid Region and an unknown profile': { environment: { ...keys, AWS_REGION: 'x y', AWS_PROFILE: 'p' } },
  'no Region, an invalid number of attempts and an invalid output format': {
    environment: { ...keys, AWS_MAX_ATTEMPTS: '0', AWS_DEFAULT_OUTPUT: 'xml' },
  },
  'an invalid checksum setting, an invalid retry mode and an invalid parameter': {
    environment: { ...keys, ...region, AWS_RETRY_MODE: 'x', AWS_REQUEST_CHECKSUM_CALCULATION: 'X' },
    words: [...create, '--registry-id', ''],
  },
  'an invalid endpoint URL and an invalid parameter': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'http://x y' },
    words: [...create, '--credential-arn', ''],
  },
  'a blank AWS_CA_BUNDLE': {
    environment: { ...keys, ...region, AWS_CA_BUNDLE: ' ', AWS_ENDPOINT_URL: 'ENDPOINT' },
  },
  'an empty AWS_CA_BUNDLE with --no-verify-ssl': {
    environment: { ...keys, ...region, AWS_CA_BUNDLE: '', AWS_ENDPOINT_URL: 'ENDPOINT' },
    words: [...create, '--no-verify-ssl'],
  },
  'an invalid account ID endpoint mode with --no-sign-request': {
    environment: { ...region, AWS_ENDPOINT_URL: 'ENDPOINT', AWS_ACCOUNT_ID_ENDPOINT_MODE: 'x' },
    words: [...create, '--no-sign-request'],
  },
  'a warning about --max-items and invalid --cli-input-json': {
    environment: { ...keys, ...region },
    words: ['describe-pull-through-cache-rules', '--max-items', '0', '--cli-input-json', '{'],
  },
  'member names that look like an index': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    words: [...create, '--query', '{"10": ecrRepositoryPrefix, "9": `{"2": 1, "1": 2}`}'],
  },
  'YAML with line breaks in member names': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    words: [
      ...create,
      '--output',
      'yaml',
      '--query',
      'keys(@) | {"a\\nb": [`1`], "c\\nd": {e: @}, "f\\ng": @, h: [@]}',
    ],
  },
  'an empty page in yaml-stream': {
    environment: { ...keys, ...region, AWS_ENDPOINT_URL: 'ENDPOINT' },
    words: ['describe-pull-through-cache-rules', '--output', 'yaml-stream', '--query', '`{}`'],
  },
  'an error as a table, in color': {
    words: [...create, '--color', 'on', '--cli-error-format', 'table'],
  },
};

/** The outcome and the requests. The bodies are parsed, because the AWS CLI writes spaces into its JSON. */
async function outcomeOf(program: readonly string[], { config, credentials, environment = {}, words = create }: Case) {
  const service = await startAwsService();
  try {
    return await inScratch(async (home) => {
      fs.mkdirSync(path.join(home, '.aws'));
      if (config !== undefined) fs.writeFileSync(path.join(home, '.aws', 'config'), config);
      if (credentials !== undefined) fs.writeFileSync(path.join(home, '.aws', 'credentials'), credentials);
      const [command = '', ...first] = program;
      const withEndpoint = Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, value.replace('ENDPOINT', service.url)]),
      );
      const { code, stdout, stderr } = await run(command, [...first, ...words], { HOME: home, ...withEndpoint }, home);
      const plain = stderr.replaceAll(home, 'HOME').replaceAll(service.url, 'ENDPOINT').replaceAll('aws: ', 'ecr: ');
      return {
        code,
        stdout,
        stderr: plain,
        sent: service.requests.map(({ path: target, accessKeyId, body }) => ({
          target,
          accessKeyId,
          body: parseJson(body),
        })),
      };
    });
  } finally {
    service.close();
  }
}

describe.skipIf(officialCli === undefined)('exit code, output and requests are those of the AWS CLI:', () => {
  it.concurrent.each(Object.entries(cases))('%s', async (_, one) => {
    const [ours, official] = await Promise.all([
      outcomeOf([process.execPath, ecr], one),
      outcomeOf([officialCli ?? '', 'ecr'], one),
    ]);
    // ecr adds the line and the reason to the AWS CLI's message.
    const stderr = ours.stderr.replace(/(Unable to parse config file: [^,\n]+), line [^\n]*/, '$1');
    expect({ ...ours, stderr }).toEqual(official);
  });
});
