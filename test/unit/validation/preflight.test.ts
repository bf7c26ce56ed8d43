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

/** The problems of a call, one a line; empty when the call is valid. */
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

/** Hosts that belong to no known registry. */
const unknownHosts = ['registry.example.com', 'localhost', 'gcr.io'];

describe.each(upstreamRegistries)('the upstream registry $name', (registry: UpstreamRegistry) => {
  const { name, host, example } = registry;
  const others = upstreamRegistries.filter((other) => other !== registry).map((other) => other.example);

  it('accepts its host in any case, with and without the name', () => {
    for (const url of [example, example.toUpperCase()]) {
      expect(rule(url, { upstreamRegistry: name })).toEqual([]);
      expect(rule(url)).toEqual([]);
    }
  });

  it.each([...others, ...unknownHosts, `${example}.example.com`, `x.y.${example}`, ''])('refuses %s', (url) => {
    expect(rule(url, { upstreamRegistry: name })).toEqual([expect.stringMatching(wrongUrl(url, host))]);
  });

  it.each([...registry.mistakenHosts])('suggests its host for %s, with and without the name', (url) => {
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
    ['blanks', ` ${example} `],
    ['all of these', `https://someone@${example}.:443/v2/`],
  ])('suggests the host without %s', (_, url) => {
    expect(rule(url, { upstreamRegistry: name })).toEqual([expect.stringMatching(wrongUrl(url, example))]);
    expect(rule(url)).toEqual([expect.stringMatching(wrongUrl(url, example))]);
  });

  it(`${registry.needsSecret ? 'requires a' : 'requires no'} secret`, () => {
    const missing = problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: example });
    expect(missing).toEqual(
      registry.needsSecret
        ? [expect.stringContaining(`Missing parameter credentialArn: the upstream registry ${name} needs`)]
        : [],
    );
  });

  it('accepts every host that matches its pattern', () => {
    // fast-check supports neither flags nor lookahead, so its hosts are filtered by the whole pattern.
    const plain = new RegExp(
      (registry.hosts?.pattern ?? `^${registry.host.replaceAll('.', '\\.')}$`).replace(/\(\?!.*?\)/g, ''),
    );
    const hosts = fc.mixedCase(fc.stringMatching(plain)).filter((one) => isHostOf(registry, one));
    fc.assert(
      fc.property(hosts, fc.boolean(), (url, withName) => {
        expect(rule(url, withName ? { upstreamRegistry: name } : {})).toEqual([]);
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
])('accepts the Amazon ECR host %s', (url) => {
  expect(problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: url, upstreamRegistry: 'ecr' })).toEqual([]);
});

it.each([
  ['123456789012.dkr.ecr.cn-north-1.amazonaws.com', '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn'],
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com.cn', '123456789012.dkr.ecr.us-east-1.amazonaws.com'],
  ['dkr.ecr-fips.us-iso-east-1.amazonaws.com', 'dkr.ecr-fips.us-iso-east-1.c2s.ic.gov'],
  ['123456789012.DKR.ECR.EUSC-DE-EAST-1.amazonaws.com', '123456789012.DKR.ECR.EUSC-DE-EAST-1.amazonaws.eu'],
  ['123456789012.dkr-ecr.us-east-1.amazonaws.com', '123456789012.dkr-ecr.us-east-1.on.aws'],
  ['123456789012.dkr.ecr.us-east-1.on.aws', '123456789012.dkr.ecr.us-east-1.amazonaws.com'],
  ['dkr-ecr.cn-north-1.on.aws', 'dkr-ecr.cn-north-1.on.amazonwebservices.com.cn'],
  ['https://dkr.ecr.cn-north-1.amazonaws.com/v2/', 'dkr.ecr.cn-north-1.amazonaws.com.cn'],
])('suggests the host in the partition of the Region for %s', (url, host) => {
  expect(rule(url, { upstreamRegistry: 'ecr' })).toEqual([expect.stringMatching(wrongUrl(url, host))]);
  expect(rule(url)).toEqual([expect.stringMatching(wrongUrl(url, host))]);
});

it.each(['12345678901.dkr.ecr.us-east-1.amazonaws.com', 'api.ecr.us-east-1.amazonaws.com'])(
  'refuses %s as an Amazon ECR host',
  (url) => {
    expect(rule(url, { upstreamRegistry: 'ecr' })).toEqual([
      expect.stringContaining('the upstream registry ecr is at'),
    ]);
  },
);

describe('leaves to the service', () => {
  it.each(unknownHosts)('the unknown host %s without a registry name', (url) => {
    expect(problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: url })).toEqual([]);
  });

  it.each(['harbor', 'nvidia-ngc', 'google-artifact-registry', 'x'])('the unknown registry name %s', (name) => {
    expect(
      problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'registry.example.com', upstreamRegistry: name }),
    ).toEqual([]);
  });

  it('operations that do not create or change a rule', () => {
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
])('corrects the registry name %s to %s', (name, suggestion) => {
  const upstreamRegistryUrl =
    upstreamRegistries.find((registry) => registry.name === suggestion)?.example ?? 'registry.example.com';
  expect(rule(upstreamRegistryUrl, { upstreamRegistry: name })).toEqual(
    suggestion === undefined
      ? []
      : [`Invalid value for parameter upstreamRegistry, value: ${name}, Maybe you meant: ${suggestion}`],
  );
});

it('checks the other parameters for the registry that a misspelt name resembles', () => {
  expect(
    problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'docker.io', upstreamRegistry: 'dockerhub' }),
  ).toEqual([
    expect.stringContaining('registry-1.docker.io'),
    expect.stringContaining('Maybe you meant: docker-hub'),
    expect.stringContaining('Missing parameter credentialArn: the upstream registry docker-hub'),
  ]);
});

it('accepts every known registry name', () => {
  for (const name of upstreamRegistryNames)
    expect(
      rule(upstreamRegistries.find((one) => one.name === name)?.example ?? '', { upstreamRegistry: name }),
    ).toEqual([]);
});

describe('the secret', () => {
  const hub = (credentialArn: string, more: Readonly<Record<string, string>> = {}) =>
    rule('registry-1.docker.io', { credentialArn, ...more });

  it.each([
    ['docker/hub'.padEnd(50, 'x'), 'it must be the ARN of a Secrets Manager secret'],
    [
      `arn:aws:iam::123456789012:role/ecr-pullthroughcache-of-someone-else`,
      'it must be the ARN of a Secrets Manager secret',
    ],
    [secret.replace('ecr-pullthroughcache/', 'docker/'), "the secret's name must start with ecr-pullthroughcache/"],
    [secret.replace('Ab12Cd', 'Ab 12'), "the secret's name may have letters, digits and /_+=.@- only"],
    [secret.replace(region, 'us-east-1'), `the secret must be in the Region of the call, ${region}`],
    [secret.slice(0, 49), 'valid min length: 50'],
    [`${secret}${'x'.repeat(612)}`, 'valid max length: 612'],
  ])('is refused as %s', (arn, message) => {
    expect(hub(arn)).toEqual([expect.stringContaining(message)]);
  });

  it.each(['hub', 'docker/hub', 'ecr-pullthroughcache/hub', secret.slice(0, 49).replace('arn:', '')])(
    'is refused as the name %s, with the format of the ARN',
    (name) => {
      expect(hub(name)).toEqual([
        `Invalid length for parameter credentialArn, value: ${String(name.length)}, valid min length: 50`,
        `Invalid value for parameter credentialArn, value: ${name}, it must be the ARN of a Secrets Manager secret: arn:aws:secretsmanager:${region}:<account>:secret:ecr-pullthroughcache/<name>`,
      ]);
    },
  );

  it.each(['', 'arn:aws:secretsmanager:eu-west-1:1:secret:a'])('is reported only as too short: %j', (arn) => {
    expect(hub(arn)).toEqual([expect.stringContaining('valid min length: 50')]);
  });

  it('has a line for each of its problems', () => {
    expect(
      hub(secret.replace(region, 'us-east-1').replace('ecr-pullthroughcache/', 'docker/'), {
        registryId: '210987654321',
      }),
    ).toEqual([
      expect.stringContaining("the secret's name must start with"),
      expect.stringContaining('the secret must be in the Region of the call'),
      expect.stringContaining('the secret must be in the account of the registry'),
    ]);
  });

  it('must be in the account of --registry-id', () => {
    expect(hub(secret, { registryId: '123456789012' })).toEqual([]);
    expect(hub(secret, { registryId: '210987654321' })).toEqual([
      expect.stringContaining('the secret must be in the account of the registry, 210987654321'),
    ]);
  });

  it.each(['aws-cn', 'aws-us-gov', 'aws-iso-b', 'aws-eusc'])('may be in the partition %s', (partition) => {
    expect(hub(secret.replace('arn:aws:', `arn:${partition}:`))).toEqual([]);
  });

  it('is optional in an update, and checked when present', () => {
    expect(problems({ ecrRepositoryPrefix: 'aa' }, 'update-pull-through-cache-rule')).toEqual([]);
    expect(
      problems(
        { ecrRepositoryPrefix: 'aa', credentialArn: secret.replace(region, 'us-east-1') },
        'update-pull-through-cache-rule',
      ),
    ).toEqual([expect.stringContaining('the secret must be in the Region of the call')]);
  });
});

describe('the role', () => {
  const role = 'arn:aws:iam::123456789012:role/ecr/reader';
  const ecrRule = (customRoleArn: string, more: Readonly<Record<string, string>> = {}) =>
    problems({
      ecrRepositoryPrefix: 'aa',
      upstreamRegistryUrl: '210987654321.dkr.ecr.us-east-1.amazonaws.com',
      customRoleArn,
      ...more,
    });

  it.each([role, 'arn:aws-cn:iam::123456789012:role/r', 'arn:aws-us-gov:iam::123456789012:role/a+b=c,d.e@f-g_h'])(
    'is accepted as %s',
    (arn) => {
      expect(ecrRule(arn)).toEqual([]);
      expect(ecrRule(arn, { registryId: '123456789012', upstreamRegistry: 'ecr' })).toEqual([]);
    },
  );

  it.each([
    'reader',
    '',
    'arn:aws:iam::123456789012:user/reader',
    'arn:aws:iam::12345678901:role/reader',
    'arn:aws:iam:eu-west-1:123456789012:role/reader',
    'arn:aws:sts::123456789012:assumed-role/reader/session',
    'arn:gcp:iam::123456789012:role/reader',
    'arn:aws:iam::123456789012:role/',
    'arn:aws:iam::123456789012:role/a b',
  ])('is refused as %j', (arn) => {
    expect(ecrRule(arn)).toEqual([
      `Invalid value for parameter customRoleArn, value: ${arn}, it must be the ARN of an IAM role: arn:aws:iam::<account>:role/<name>`,
    ]);
  });

  it('must be in the account of --registry-id', () => {
    expect(ecrRule(role, { registryId: '210987654321' })).toEqual([
      expect.stringContaining('the role must be in the account of the registry, 210987654321'),
    ]);
    expect(ecrRule('reader', { registryId: '210987654321' })).toEqual([
      expect.stringContaining('arn:aws:iam::210987654321:role/<name>'),
    ]);
  });

  it('is checked for names and hosts that resemble those of Amazon ECR', () => {
    const lines = [expect.any(String), expect.stringContaining('it must be the ARN of an IAM role')];
    expect(ecrRule('reader', { upstreamRegistry: 'ecr-private' })).toEqual(lines);
    expect(ecrRule('reader', { upstreamRegistryUrl: 'dkr.ecr.cn-north-1.amazonaws.com' })).toEqual(lines);
  });

  it.each([
    ['another upstream registry', { upstreamRegistryUrl: 'quay.io' }],
    ['Amazon ECR Public', { upstreamRegistryUrl: 'public.ecr.aws', upstreamRegistry: 'ecr-public' }],
    ['an unknown host', { upstreamRegistryUrl: 'registry.example.com' }],
  ])('is left to the service for %s', (_, more) => {
    expect(ecrRule('any text', more)).toEqual([]);
  });

  it('is left to the service in an update, which has no upstream registry', () => {
    expect(
      problems({ ecrRepositoryPrefix: 'aa', customRoleArn: 'any text' }, 'update-pull-through-cache-rule'),
    ).toEqual([]);
  });
});

describe('prefixes and the registry id', () => {
  const prefix = (ecrRepositoryPrefix: string, more: Readonly<Record<string, string>> = {}) =>
    problems({ ecrRepositoryPrefix, upstreamRegistryUrl: 'quay.io', ...more });

  it.each(['aa', 'a1', 'team/quay', 'team/quay/', 'a.b', 'a_b', 'a__b', 'a-b', 'ROOT', 'a'.repeat(30)])(
    'accepts the prefix %s',
    (value) => {
      expect(prefix(value)).toEqual([]);
    },
  );

  it.each([
    ['a', 'valid min length: 2'],
    ['a'.repeat(31), 'valid max length: 30'],
    ['', 'valid min length: 2'],
  ])('refuses the prefix %j: %s', (value, message) => {
    expect(prefix(value)).toEqual([expect.stringContaining(message)]);
    expect(prefix('aa', { upstreamRepositoryPrefix: value })).toEqual([expect.stringContaining(message)]);
  });

  const form =
    'it must be ROOT, or lowercase letters and digits with a period, one or two underscores, or any number of hyphens between them, ' +
    'in parts separated by / and optionally with / at the end';

  it.each([
    ['ROOT/', '. Maybe you meant: ROOT'],
    ['Root', '. Maybe you meant: ROOT'],
    ['/ROOT', '. Maybe you meant: ROOT'],
    ['Quay', '. Maybe you meant: quay'],
    ['/quay', '. Maybe you meant: quay'],
    ['team//quay', '. Maybe you meant: team/quay'],
    [' quay', '. Maybe you meant: quay'],
    ['a..b', ''],
    ['a___b', ''],
    ['a.-b', ''],
    ['a b', ''],
    ['-a', ''],
    ['a-', ''],
    ['a-/b', ''],
    ['é!', ''],
    ['ROOT/a', '. Maybe you meant: root/a'],
  ])('refuses the prefix %j%s', (value, suggestion) => {
    const line = (name: string) => `Invalid value for parameter ${name}, value: ${value}, ${form}${suggestion}`;
    expect(prefix(value)).toEqual([line('ecrRepositoryPrefix')]);
    expect(prefix('aa', { upstreamRepositoryPrefix: value })).toEqual([line('upstreamRepositoryPrefix')]);
  });

  it('escapes invisible characters', () => {
    expect(prefix('aa\n')).toEqual([expect.stringContaining('value: "aa\\n", it must be ROOT')]);
    expect(prefix('\ufeffaa')).toEqual([
      expect.stringContaining(
        'value: "\\ufeffaa", it starts with a byte order mark. For a file, set AWS_CLI_FILE_ENCODING',
      ),
    ]);
  });

  it.each(['root', 'a--b', 'a---b', 'a__b', '00', 'a/b/c/', 'ROOT'])('accepts the prefix %s', (value) => {
    expect(prefix(value)).toEqual([]);
  });

  it('requires the upstream prefix ROOT for the prefix ROOT', () => {
    expect(prefix('ROOT', { upstreamRepositoryPrefix: 'ROOT' })).toEqual([]);
    expect(prefix('ROOT', { upstreamRepositoryPrefix: 'team' })).toEqual([
      'Invalid value for parameter upstreamRepositoryPrefix, value: team, it must be ROOT when ecrRepositoryPrefix is ROOT',
    ]);
    expect(prefix('aa', { upstreamRepositoryPrefix: 'team' })).toEqual([]);
  });

  it.each(['1', '12345678901', '1234567890123', 'abcdefghijkl', '١٢٣٤٥٦٧٨٩٠١٢'])(
    'refuses the registry id %s',
    (registryId) => {
      expect(prefix('aa', { registryId })).toEqual([
        expect.stringMatching(/parameter registryId, .*, it must be the twelve digits of an AWS account ID$/),
      ]);
    },
  );
});

it('reports all problems together, in the order of the model', () => {
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

it('masks passwords', () => {
  const [line] = rule('https://someone:topsecret@quay.io');
  expect(line).toContain('https://someone:****@quay.io');
  expect(line).not.toContain('topsecret');
});
