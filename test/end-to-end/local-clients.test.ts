import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

import { localEnvironment } from '../../src/local/local-environment.ts';
import { startLocal } from '../support/local-endpoint.ts';
import { ecr, ecrLocal, inScratch, officialCli, root, run, type Outcome } from '../support/run.ts';
import { testIo } from '../support/test-io.ts';

const document = fs.readFileSync(path.join(root, 'docs/ecr-local.md'), 'utf8');

/** The example of the document in a language. */
function example(language: string, start = ''): string {
  const blocks = [...document.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );
  return blocks.find((block) => block.startsWith(start)) ?? '';
}

/** Runs commands under ecr-local in a folder with the example's files, where the programs have their usual names. */
function underLocal(files: Readonly<Record<string, string>>, ...command: string[]): Promise<Outcome> {
  return inScratch(async (folder) => {
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [name, content] of Object.entries(files))
      fs.writeFileSync(path.join(folder, name), content, { mode: 0o755 });
    const bin = path.join(folder, '.bin');
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, 'ecr'), `#!/bin/sh\nexec "${process.execPath}" "${ecr}" "$@"\n`, { mode: 0o755 });
    if (officialCli !== undefined) fs.symlinkSync(officialCli, path.join(bin, 'aws'));
    const searched = `${bin}:${process.env['PATH'] ?? ''}`;
    return run(process.execPath, [ecrLocal, '--', ...command], { HOME: folder, PATH: searched }, folder);
  });
}

/** Says why the tests of a program are skipped; undefined if they are not. */
function missingBoto3(): string | undefined {
  const knows = `import boto3, botocore.session
operations = botocore.session.get_session().get_service_model("ecr").operation_names
assert "ValidatePullThroughCacheRule" in operations, "it does not know the five operations"
assert tuple(map(int, boto3.__version__.split(".")[:2])) >= (1, 28), "it does not read AWS_ENDPOINT_URL"`;
  const { status, stderr, error } = spawnSync('python3', ['-c', knows], { encoding: 'utf8' });
  if (status === 0) return undefined;
  return `Skipped: no boto3 for these tests. ${error?.message ?? stderr.trim().split('\n').at(-1) ?? ''}`;
}

const boto3Problem = missingBoto3();
if (boto3Problem !== undefined) console.log(boto3Problem);

const life = `import boto3
from botocore.exceptions import ClientError

def refused(call, **input):
    try:
        call(**input)
    except ClientError as error:
        return error.response["Error"]["Code"]

ecr = boto3.client("ecr")
prefix = {"ecrRepositoryPrefix": "hub"}
secrets = boto3.client("secretsmanager")
arns = [secrets.create_secret(Name="ecr-pullthroughcache/" + name, SecretString="{}")["ARN"] for name in ["one", "two"]]
print(refused(secrets.create_secret, Name="ecr-pullthroughcache/one", SecretString="{}"))
secrets.put_secret_value(SecretId="ecr-pullthroughcache/one", SecretString="new")
print(sorted(secrets.describe_secret(SecretId=arns[0])["VersionIdsToStages"].values()))
print(refused(secrets.describe_secret, SecretId="none"))

print(refused(ecr.create_pull_through_cache_rule, **prefix, upstreamRegistryUrl="registry-1.docker.io"))
created = ecr.create_pull_through_cache_rule(**prefix, upstreamRegistryUrl="registry-1.docker.io", credentialArn=arns[0])
print(created["registryId"], created["credentialArn"] == arns[0], "upstreamRepositoryPrefix" in created)
print(refused(ecr.create_pull_through_cache_rule, **prefix, upstreamRegistryUrl="quay.io"))
print([rule["createdAt"] == created["createdAt"] for rule in ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]])
print(refused(ecr.update_pull_through_cache_rule, **prefix))
print(ecr.update_pull_through_cache_rule(**prefix, credentialArn=arns[1])["credentialArn"] == arns[1])
valid = ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix="hub/")
print(valid["isValid"], repr(valid["failure"]))
print(ecr.delete_pull_through_cache_rule(**prefix)["ecrRepositoryPrefix"])
print(refused(ecr.validate_pull_through_cache_rule, **prefix))
print(ecr.get_authorization_token()["authorizationData"][0]["proxyEndpoint"])
print(boto3.client("sts").get_caller_identity()["Account"])
`;

const lifeOutput = `ResourceExistsException
[['AWSCURRENT'], ['AWSPREVIOUS']]
ResourceNotFoundException
UnsupportedUpstreamRegistryException
123456789012 True False
PullThroughCacheRuleAlreadyExistsException
[True]
InvalidParameterException
True
True ''
hub
PullThroughCacheRuleNotFoundException
https://123456789012.dkr.ecr.us-east-1.amazonaws.com
123456789012
`;

describe.skipIf(boto3Problem !== undefined)('boto3 under ecr-local', () => {
  it('works through the life of a rule', async () => {
    expect(await underLocal({ 'life.py': life }, 'python3', 'life.py')).toEqual({
      code: 0,
      stdout: lifeOutput,
      stderr: '',
    });
  });

  it('runs the test of the document', async () => {
    const outcome = await underLocal({ 'test_rules.py': example('python') }, 'python3', 'test_rules.py');
    expect(outcome.stderr).toContain('Ran 1 test');
    expect(outcome.code).toBe(0);
  });
});

describe('the SDK for JavaScript under ecr-local', () => {
  it('works through the life of a rule', async () => {
    const script = `import * as sdk from '@aws-sdk/client-ecr';
const ecr = new sdk.ECRClient();
const rule = { ecrRepositoryPrefix: 'hub' };
const secret = (name) => 'arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/' + name;
const call = (operation, input = rule) => ecr.send(new sdk[operation + 'Command'](input)).catch(({ name }) => ({ name }));
const upstream = { ...rule, upstreamRegistryUrl: 'registry-1.docker.io' };
const results = [
  await call('CreatePullThroughCacheRule', { ...upstream, credentialArn: secret('a-AbCdEf') }),
  await call('CreatePullThroughCacheRule', upstream),
  await call('UpdatePullThroughCacheRule', { ...rule, credentialArn: secret('b-AbCdEf') }),
  await call('ValidatePullThroughCacheRule'),
  (await call('DescribePullThroughCacheRules', {})).pullThroughCacheRules[0],
  await call('DeletePullThroughCacheRule'),
  await call('DeletePullThroughCacheRule'),
];
for (const { name, credentialArn, isValid, failure } of results) console.log(name ?? credentialArn.slice(-8), isValid, failure);
`;
    expect(await underLocal({ 'life.mjs': script }, process.execPath, 'life.mjs')).toMatchObject({
      code: 0,
      stdout: [
        'a-AbCdEf undefined undefined',
        'PullThroughCacheRuleAlreadyExistsException undefined undefined',
        'b-AbCdEf undefined undefined',
        'b-AbCdEf true ',
        'b-AbCdEf undefined undefined',
        'b-AbCdEf undefined undefined',
        'PullThroughCacheRuleNotFoundException undefined undefined',
        '',
      ].join('\n'),
    });
  });

  it('runs the test of the document', async () => {
    const outcome = await underLocal({ 'rules.test.mjs': example('js') }, process.execPath, '--test', 'rules.test.mjs');
    expect(outcome.stdout).toMatch(/^# pass 1$/m);
    expect(outcome.code).toBe(0);
  });
});

describe.skipIf(officialCli === undefined)('the AWS CLI under ecr-local', () => {
  it('runs the test of the document', async () => {
    const files = { 'rules-test.sh': example('sh', '# rules-test.sh'), 'my-script.sh': '#!/bin/sh\n' };
    expect((await underLocal(files, 'sh', '-e', 'rules-test.sh')).code).toBe(0);
  });

  it('makes a secret for a rule', async () => {
    const script = `name=ecr-pullthroughcache/hub
arn=$(aws secretsmanager create-secret --name $name --secret-string '{}' --query ARN --output text)
aws secretsmanager put-secret-value --secret-id $name --secret-string '{"username":"u"}' --query VersionStages --output text
test "$(aws secretsmanager describe-secret --secret-id $name --query ARN --output text)" = "$arn"
ecr create-pull-through-cache-rule --ecr-repository-prefix hub --upstream-registry-url registry-1.docker.io --credential-arn $arn --query registryId --output text
aws ecr get-login-password | wc -c
aws secretsmanager list-secrets
`;
    const outcome = await underLocal({ 'secret.sh': script }, 'sh', 'secret.sh');
    expect(outcome.stdout).toMatch(/^AWSCURRENT\n123456789012\n *\d{3,}\n$/);
    expect(outcome.stderr).toContain('ecr-local has no operation ListSecrets.');
  });
});

interface ComposeFile {
  readonly services: {
    readonly 'ecr-local': {
      readonly command: readonly string[];
      readonly healthcheck: { readonly test: readonly string[] };
    };
    readonly test: { readonly command: string; readonly environment: Readonly<Record<string, string>> };
  };
}

describe('the compose file of the document', () => {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a file without these fails the test
  const { services } = load(example('yaml')) as ComposeFile;

  it('has a command, a health check and variables that work', async () => {
    await inScratch(async (folder) => {
      const [, , ...words] = services['ecr-local'].command;
      expect(words).toEqual(['--port', '4510', '--state', '/state/rules.json']);
      const local = await startLocal('--state', path.join(folder, 'rules.json'));
      const here = (text: string) => text.replace('http://127.0.0.1:4510', local.url);
      const [, , flag = '', script = ''] = services['ecr-local'].healthcheck.test;
      const check = () => run(process.execPath, [flag, here(script)]);
      expect(await check()).toMatchObject({ code: 0 });
      const environment = Object.fromEntries(
        Object.entries(services.test.environment).map(([name, value]) => [name, here(value)]),
      );
      expect(
        await run(process.execPath, [ecr, ...services.test.command.split(' ').slice(1)], environment),
      ).toMatchObject({
        code: 0,
        stderr: '',
      });
      await local.stop();
      expect((await check()).code).not.toBe(0);
    });
  });

  it('runs twice with the same state', async (context) => {
    const docker = (...words: string[]) => spawnSync('docker', words, { encoding: 'utf8' });
    if (docker('info').status !== 0 || docker('compose', 'version').status !== 0) {
      console.log('Skipped: docker compose does not run here.');
      context.skip();
    }
    await inScratch(async (folder) => {
      fs.symlinkSync(root, path.join(folder, 'ecr-cli'));
      const file = path.join(folder, 'compose.yaml');
      const create = 'ecr create-pull-through-cache-rule --ecr-repository-prefix quay --upstream-registry-url quay.io';
      const up = (content: string) => {
        fs.writeFileSync(file, content);
        return docker('compose', '-f', file, 'up', '--exit-code-from', 'test');
      };
      try {
        expect(up(example('yaml').replace(services.test.command, create)).status).toBe(0);
        const { status, stdout } = up(example('yaml'));
        expect([status, stdout]).toEqual([0, expect.stringContaining('"quay"')]);
      } finally {
        docker('compose', '-f', file, 'down', '--volumes');
      }
      return Promise.resolve();
    });
  });
});

describe('the table of variables in the document', () => {
  it('lists all that are set and removed', () => {
    const { set, removed } = localEnvironment('http://127.0.0.1:1', testIo());
    const table = /\| variable[^]*?\n\n/.exec(document)?.[0] ?? '';
    const listed = [...table.matchAll(/^\| ([^|]*) \| ([^|]*)/gm)].flatMap(([, names = '', value = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(
        ([, name = '']) => `${name} ${value.startsWith('removed') ? 'removed' : 'set'}`,
      ),
    );
    const actual = [...Object.keys(set).map((name) => `${name} set`), ...removed.map((name) => `${name} removed`)];
    expect(listed.sort()).toEqual(actual.sort());
  });
});
