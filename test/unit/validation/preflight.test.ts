import { fc } from '../../support/property.ts';
import { describe, expect, it } from 'vitest';

import { ParameterError } from '../../../src/model/errors.ts';
import { operationByCommandName } from '../../../src/model/operations.ts';
import {
  isHostOf,
  upstreamRegistries,
  upstreamRegistryNames,
  type UpstreamRegistry,
} from '../../../src/model/upstream-registries.ts';
import { checkCall } from '../../../src/validation/check.ts';

const region = 'eu-west-1';
const secret = `arn:aws:secretsmanager:${region}:123456789012:secret:ecr-pullthroughcache/hub-Ab12Cd`;

/** What is said of a call, line by line; nothing when it passes. */
function problems(
  parameters: Readonly<Record<string, string>>,
  command = 'create-pull-through-cache-rule',
): readonly string[] {
  const operation = operationByCommandName(command);
  if (operation === undefined) throw new Error(command);
  try {
    checkCall({ operation, parameters, region });
    return [];
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    return error.message.split('\n').slice(1);
  }
}

const rule = (url: string, more: Readonly<Record<string, string>> = {}) =>
  problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: url, credentialArn: secret, ...more });

const escaped = (text: string) => text.replace(/[^\w ]/g, '\\$&');
const wrongUrl = (url: string, right: string) =>
  new RegExp(`^Invalid value for parameter upstreamRegistryUrl, value: ${escaped(url)}, .*: ${escaped(right)}$`);

/** Hosts that no registry has. */
const strangers = ['registry.example.com', 'localhost', 'gcr.io'];

describe.each(upstreamRegistries)('the upstream registry $name', (registry: UpstreamRegistry) => {
  const { name, host, example } = registry;
  const others = upstreamRegistries.filter((other) => other !== registry).map((other) => other.example);

  it('takes its host, in any case, named or not', () => {
    for (const url of [example, example.toUpperCase()]) {
      expect(rule(url, { upstreamRegistry: name })).toEqual([]);
      expect(rule(url)).toEqual([]);
    }
  });

  it.each([...others, ...strangers, `${example}.example.com`, `x.y.${example}`, ''])('refuses %s', (url) => {
    expect(rule(url, { upstreamRegistry: name })).toEqual([expect.stringMatching(wrongUrl(url, host))]);
  });

  it.each([...registry.mistakenHosts])('knows that %s is meant for it, named or not', (url) => {
    expect(rule(url, { upstreamRegistry: name })).toEqual([expect.stringMatching(wrongUrl(url, host))]);
    expect(rule(url)).toEqual([expect.stringMatching(wrongUrl(url, host))]);
    expect(rule(`https://${url.toUpperCase()}/`)).toEqual([
      expect.stringMatching(wrongUrl(`https://${url.toUpperCase()}/`, host)),
    ]);
  });

  it.each([
    ['a scheme', `https://${example}`],
    ['another scheme', `docker://${example}`],
    ['a trailing slash', `${example}/`],
    ['a path', `${example}/library/nginx`],
    ['a port', `${example}:443`],
    ['a trailing dot', `${example}.`],
    ['a query', `${example}?a=b`],
    ['spaces', ` ${example} `],
    ['all of it', `https://someone@${example}.:443/v2/`],
  ])('says what to type in place of a host with %s', (_, url) => {
    expect(rule(url, { upstreamRegistry: name })).toEqual([expect.stringMatching(wrongUrl(url, example))]);
    expect(rule(url)).toEqual([expect.stringMatching(wrongUrl(url, example))]);
  });

  it(`${registry.needsSecret ? 'needs a' : 'goes without'} secret`, () => {
    const missing = problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: example });
    expect(missing).toEqual(
      registry.needsSecret
        ? [expect.stringContaining(`Missing parameter credentialArn: the upstream registry ${name} needs`)]
        : [],
    );
  });

  it('takes every host of its own form', () => {
    // fast-check makes texts for patterns without flags and lookahead; what it makes is held against the whole pattern.
    const plain = new RegExp(
      (registry.hosts?.pattern ?? `^${registry.host.replaceAll('.', '\\.')}$`).replace(/\(\?!.*?\)/g, ''),
    );
    const hosts = fc.mixedCase(fc.stringMatching(plain)).filter((one) => isHostOf(registry, one));
    fc.assert(
      fc.property(hosts, fc.boolean(), (url, named) => {
        expect(rule(url, named ? { upstreamRegistry: name } : {})).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  '123456789012.dkr.ecr.us-east-1.amazonaws.com',
  'dkr.ecr.us-east-1.amazonaws.com',
  '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com',
  '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
  '123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu',
  '123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov',
  '123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov',
  '123456789012.dkr-ecr.us-west-2.on.aws',
  'dkr-ecr-fips.us-west-2.on.aws',
  '123456789012.dkr-ecr.cn-northwest-1.on.amazonwebservices.com.cn',
  '123456789012.dkr.ecr.zz-new-1.amazonaws.com',
])('takes the ECR host %s', (url) => {
  expect(problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: url, upstreamRegistry: 'ecr' })).toEqual([]);
});

it.each([
  '123456789012.dkr.ecr.cn-north-1.amazonaws.com',
  '123456789012.dkr.ecr.us-east-1.amazonaws.com.cn',
  '123456789012.dkr-ecr.us-east-1.amazonaws.com',
  '123456789012.dkr.ecr.us-east-1.on.aws',
  '12345678901.dkr.ecr.us-east-1.amazonaws.com',
  'api.ecr.us-east-1.amazonaws.com',
])('does not take %s for an ECR host', (url) => {
  expect(rule(url, { upstreamRegistry: 'ecr' })).toEqual([expect.stringContaining('the upstream registry ecr is at')]);
});

describe('what the service is left to judge', () => {
  it.each(strangers)('the unknown host %s without a name', (url) => {
    expect(problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: url })).toEqual([]);
  });

  it.each(['harbor', 'nvidia-ngc', 'google-artifact-registry', 'x'])('the new name %s', (name) => {
    expect(
      problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'registry.example.com', upstreamRegistry: name }),
    ).toEqual([]);
  });

  it('operations that make and change no rule', () => {
    expect(problems({ ecrRepositoryPrefix: 'X Y', registryId: '1' }, 'validate-pull-through-cache-rule')).toEqual([]);
  });
});

it.each([
  ['dockerhub', 'docker-hub'],
  ['docker_hub', 'docker-hub'],
  ['Docker-Hub', 'docker-hub'],
  ['DockerHub', 'docker-hub'],
  ['docker-hubb', 'docker-hub'],
  ['ecrpublic', 'ecr-public'],
  ['quai', undefined],
  ['quayy', 'quay'],
  ['QUAY', 'quay'],
  ['K8S', 'k8s'],
  ['k8', 'k8s'],
  ['github-registry', undefined],
  ['ghcr', 'github-container-registry'],
  ['GitLab', 'gitlab-container-registry'],
  ['quay.io', 'quay'],
  ['github-container-registy', 'github-container-registry'],
  ['gitlab-containerregistry', 'gitlab-container-registry'],
  ['chain-guard', 'chainguard'],
])('of the name %s it says: %s', (name, meant) => {
  const upstreamRegistryUrl =
    upstreamRegistries.find((registry) => registry.name === meant)?.example ?? 'registry.example.com';
  expect(rule(upstreamRegistryUrl, { upstreamRegistry: name })).toEqual(
    meant === undefined
      ? []
      : [`Invalid value for parameter upstreamRegistry, value: ${name}, Maybe you meant: ${meant}`],
  );
});

it('goes on with the registry that a misspelt name means, so that all is told at once', () => {
  expect(
    problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'docker.io', upstreamRegistry: 'dockerhub' }),
  ).toEqual([
    expect.stringContaining('registry-1.docker.io'),
    expect.stringContaining('Maybe you meant: docker-hub'),
    expect.stringContaining('Missing parameter credentialArn: the upstream registry docker-hub'),
  ]);
});

it('takes every name that it knows', () => {
  for (const name of upstreamRegistryNames)
    expect(
      rule(upstreamRegistries.find((one) => one.name === name)?.example ?? '', { upstreamRegistry: name }),
    ).toEqual([]);
});

describe('the secret', () => {
  const hub = (credentialArn: string, more: Readonly<Record<string, string>> = {}) =>
    rule('registry-1.docker.io', { credentialArn, ...more });

  it.each([
    ['docker/hub', 'valid min length: 50'],
    ['docker/hub'.padEnd(50, 'x'), 'it must be the ARN of a Secrets Manager secret'],
    [
      `arn:aws:iam::123456789012:role/ecr-pullthroughcache-of-someone-else`,
      'it must be the ARN of a Secrets Manager secret',
    ],
    [secret.replace('ecr-pullthroughcache/', 'docker/'), "the secret's name must start with ecr-pullthroughcache/"],
    [secret.replace('Ab12Cd', 'Ab 12'), 'has a character that the service does not allow'],
    [secret.replace(region, 'us-east-1'), `the secret must be in the Region of the call, ${region}`],
    [secret.slice(0, 49), 'valid min length: 50'],
    [`${secret}${'x'.repeat(612)}`, 'valid max length: 612'],
  ])('%s is refused', (arn, message) => {
    expect(hub(arn)).toEqual([expect.stringContaining(message)]);
  });

  it('must be in the account of the registry, where that is said', () => {
    expect(hub(secret, { registryId: '123456789012' })).toEqual([]);
    expect(hub(secret, { registryId: '210987654321' })).toEqual([
      expect.stringContaining('the secret must be in the account of the registry, 210987654321'),
    ]);
  });

  it.each(['aws-cn', 'aws-us-gov', 'aws-iso-b', 'aws-eusc'])('may be in the partition %s', (partition) => {
    expect(hub(secret.replace('arn:aws:', `arn:${partition}:`))).toEqual([]);
  });

  it('is checked before an update too, where it is not required', () => {
    expect(problems({ ecrRepositoryPrefix: 'aa' }, 'update-pull-through-cache-rule')).toEqual([]);
    expect(
      problems(
        { ecrRepositoryPrefix: 'aa', credentialArn: secret.replace(region, 'us-east-1') },
        'update-pull-through-cache-rule',
      ),
    ).toEqual([expect.stringContaining('the secret must be in the Region of the call')]);
  });
});

describe('prefixes and the registry id', () => {
  const prefix = (ecrRepositoryPrefix: string, more: Readonly<Record<string, string>> = {}) =>
    problems({ ecrRepositoryPrefix, upstreamRegistryUrl: 'quay.io', ...more });

  it.each(['aa', 'a1', 'team/quay', 'team/quay/', 'a.b', 'a_b', 'a__b', 'a-b', 'ROOT', 'a'.repeat(30)])(
    'takes the prefix %s',
    (value) => {
      expect(prefix(value)).toEqual([]);
    },
  );

  it.each([
    ['a', 'valid min length: 2'],
    ['a'.repeat(31), 'valid max length: 30'],
    ['Quay', 'Maybe you meant: quay'],
    ['/quay', 'lower-case letters and digits'],
    ['a..b', 'lower-case letters and digits'],
    ['a b', 'lower-case letters and digits'],
    ['aa\n', 'value: "aa\\n", it must be lower-case letters and digits'],
    ['root', undefined],
  ])('of the prefix %j it says: %s', (value, message) => {
    expect(prefix(value)).toEqual(message === undefined ? [] : [expect.stringContaining(message)]);
  });

  it('knows that ROOT goes with ROOT alone', () => {
    expect(prefix('ROOT', { upstreamRepositoryPrefix: 'ROOT' })).toEqual([]);
    expect(prefix('ROOT', { upstreamRepositoryPrefix: 'team' })).toEqual([
      expect.stringContaining('does not go with the prefix ROOT'),
    ]);
    expect(prefix('aa', { upstreamRepositoryPrefix: 'team' })).toEqual([]);
  });

  it.each(['1', '12345678901', '1234567890123', 'abcdefghijkl', '١٢٣٤٥٦٧٨٩٠١٢'])(
    'refuses the registry id %s',
    (registryId) => {
      expect(prefix('aa', { registryId })).toEqual([expect.stringContaining('parameter registryId')]);
    },
  );
});

it('tells everything at once, in the order of the model', () => {
  const lines = problems({
    registryId: '1',
    upstreamRegistry: 'docker-hub',
    upstreamRegistryUrl: 'docker.io',
    ecrRepositoryPrefix: 'X Y',
  });
  expect(lines.map((line) => /parameter (\w+)/.exec(line)?.[1])).toEqual([
    'ecrRepositoryPrefix',
    'upstreamRegistryUrl',
    'registryId',
    'credentialArn',
  ]);
});

it('shows no password', () => {
  const [line] = rule('https://someone:topsecret@quay.io');
  expect(line).toContain('https://someone:****@quay.io');
  expect(line).not.toContain('topsecret');
});
