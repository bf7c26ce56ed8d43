import { fc } from '../../support/property.ts';
import { describe, expect, it } from 'vitest';

import { repositoryPrefix } from '../../../src/model/members.ts';
import {
  isHostOf,
  upstreamRegistries,
  upstreamRegistryNames,
  type UpstreamRegistry,
} from '../../../src/model/upstream-registries.ts';
import { problems, secretArn } from './call-problems.ts';

const secret = secretArn();

const rule = (url: string, more: Readonly<Record<string, string>> = {}) =>
  problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: url, credentialArn: secret, ...more });

const escaped = (text: string) => text.replace(/[^\w ]/g, '\\$&');
const wrongUrl = (url: string, right: string) =>
  new RegExp(
    `^Invalid value for parameter upstreamRegistryUrl, value: ${escaped(url.replace('someone@', '***@'))}, .*[: ]${escaped(right)}$`,
  );

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
    ['the path of the API', `${example}/v2/`],
    ['a port', `${example}:443`],
    ['a trailing dot', `${example}.`],
    ['a query', `${example}?a=b`],
    ['blanks', ` ${example} `],
    ['quotes of another shell', `'${example}'`],
    ['typographic quotes', `“${example}”`],
    ['all of these', `https://someone@${example}.:443/v2/`],
  ])('suggests the host without %s', (_, url) => {
    expect(rule(url, { upstreamRegistry: name })).toEqual([expect.stringMatching(wrongUrl(url, example))]);
    expect(rule(url)).toEqual([expect.stringMatching(wrongUrl(url, example))]);
  });

  it(`${registry.needsSecret ? 'requires a' : 'requires no'} secret`, () => {
    const missing = problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: example });
    expect(missing).toEqual(
      registry.needsSecret
        ? [expect.stringContaining(`Missing parameter credentialArn: ${name} needs the ARN of a secret`)]
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
      expect.stringContaining('ecr is at <account>.dkr.ecr.<region>.amazonaws.com'),
    ]);
  },
);

describe('a path behind the host', () => {
  const place = 'belongs in upstreamRepositoryPrefix (--upstream-repository-prefix) or in the image that is pulled';

  it.each([
    ['cgr.dev/example.com', 'cgr.dev', 'example.com'],
    ['ghcr.io/org', 'ghcr.io', 'org'],
    ['https://quay.io/team/app/', 'quay.io', 'team/app'],
    ['quay.io//team?tag=1', 'quay.io', 'team'],
    ['dkr.ecr.cn-north-1.amazonaws.com/team', 'dkr.ecr.cn-north-1.amazonaws.com.cn', 'team'],
    ['docker.io/library', 'registry-1.docker.io', 'library'],
  ])('is named for %s', (url, host, path) => {
    const [line, ...others] = rule(url);
    expect(line).toMatch(new RegExp(`[: ]${escaped(host)}\\. The path ${escaped(path)} ${escaped(place)}$`));
    expect(others).toEqual([]);
  });

  it.each(['https://quay.io/v2/', 'quay.io/v1', 'quay.io/', 'quay.io/?a=b', 'quay.io/a\u0001b', 'https://quay.io'])(
    'is not named for %j',
    (url) => {
      expect(rule(url)).toEqual([expect.not.stringContaining('path')]);
    },
  );

  it('is not named for the host of another registry', () => {
    expect(rule('quay.io/team', { upstreamRegistry: 'ghcr' })[0]).not.toContain('The path');
  });
});

it('leaves every other host to the service', () => {
  const isKnown = (host: string) =>
    upstreamRegistries.some((one) => isHostOf(one, host) || one.mistakenHosts.includes(host.toLowerCase()));
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.ipV4()), fc.option(fc.nat(65_535)), (host, port) => {
      fc.pre(!isKnown(host));
      expect(rule(port === null ? host : `${host}:${String(port)}`)).toEqual([]);
    }),
  );
});

it.each(['', ' ', '""'])('refuses the URL %j without a registry name', (url) => {
  expect(rule(url)).toEqual([
    expect.stringMatching(wrongUrl(url, 'the host of the upstream registry, such as quay.io')),
  ]);
});

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
    expect(
      problems({ ecrRepositoryPrefix: 'X Y', registryId: '1' }, { command: 'validate-pull-through-cache-rule' }),
    ).toEqual([]);
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

it('checks the other parameters for the registry that a misspelled name resembles', () => {
  expect(
    problems({ ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'docker.io', upstreamRegistry: 'dockerhub' }),
  ).toEqual([
    expect.stringContaining('registry-1.docker.io'),
    expect.stringContaining('Maybe you meant: docker-hub'),
    expect.stringContaining('Missing parameter credentialArn: docker-hub'),
  ]);
});

it('accepts every known registry name', () => {
  for (const name of upstreamRegistryNames)
    expect(
      rule(upstreamRegistries.find((one) => one.name === name)?.example ?? '', { upstreamRegistry: name }),
    ).toEqual([]);
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

  const form = 'use lowercase letters and digits; . _ - and / only between them';

  it.each([
    ['ROOT/', '. Maybe you meant: ROOT'],
    ['Root', '. Maybe you meant: ROOT'],
    ['/ROOT', '. Maybe you meant: ROOT'],
    ['Quay', '. Maybe you meant: quay'],
    ['/quay', '. Maybe you meant: quay'],
    ['team//quay', '. Maybe you meant: team/quay'],
    [' quay', '. Maybe you meant: quay'],
    ["'quay'", '. Maybe you meant: quay'],
    ['“quay”', '. Maybe you meant: quay'],
    ['a..b', ''],
    ['a___b', ''],
    ['a.-b', ''],
    ['a b', ''],
    ['-a', ''],
    ['a-/b', ''],
    ['é!', ''],
    ['ROOT/a', '. Maybe you meant: root/a'],
  ])('refuses the prefix %j%s', (value, suggestion) => {
    const line = (name: string) => `Invalid value for parameter ${name}, value: ${value}, ${form}${suggestion}`;
    expect(prefix(value)).toEqual([line('ecrRepositoryPrefix')]);
    expect(prefix('aa', { upstreamRepositoryPrefix: value })).toEqual([line('upstreamRepositoryPrefix')]);
  });

  it.each([
    ['team-', 'a hyphen'],
    ['team--', 'a hyphen'],
    ['team-/', 'a hyphen'],
    ['team.', 'a dot'],
    ['team_', 'an underscore'],
  ])('says that the prefix %s ends in %s', (value, separator) => {
    const line = (name: string) =>
      `Invalid value for parameter ${name}, value: ${value}, it ends in ${separator}: ${form}`;
    expect(prefix(value)).toEqual([line('ecrRepositoryPrefix')]);
    expect(prefix('aa', { upstreamRepositoryPrefix: value })).toEqual([line('upstreamRepositoryPrefix')]);
  });

  it('accepts every prefix that matches the pattern and the bounds', () => {
    const { min = 0, max = 0, pattern = '' } = repositoryPrefix;
    const prefixes = fc.stringMatching(new RegExp(pattern)).filter(({ length }) => length >= min && length <= max);
    fc.assert(
      fc.property(prefixes, prefixes, (own, upstream) => {
        expect(prefix(own)).toEqual([]);
        if (own !== 'ROOT') expect(prefix(own, { upstreamRepositoryPrefix: upstream })).toEqual([]);
      }),
    );
  });

  it('escapes invisible characters', () => {
    expect(prefix('aa\n')).toEqual([expect.stringContaining('value: "aa\\n", use lowercase letters')]);
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
      'Invalid value for parameter upstreamRepositoryPrefix, value: team, use ROOT, because ecrRepositoryPrefix is ROOT',
    ]);
    expect(prefix('aa', { upstreamRepositoryPrefix: 'team' })).toEqual([]);
  });

  it.each(['1', '12345678901', '1234567890123', 'abcdefghijkl', '١٢٣٤٥٦٧٨٩٠١٢'])(
    'refuses the registry id %s',
    (registryId) => {
      expect(prefix('aa', { registryId })).toEqual([
        expect.stringMatching(/parameter registryId, .*, use the twelve digits of an AWS account$/),
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
  expect(line).toContain('https://***:***@quay.io');
  expect(line).not.toContain('topsecret');
  for (const url of [
    'https://someone:topsecret@ghcr.io/org',
    'ghcr.io/org:topsecret@x',
    'https://a:b/topsecret@ghcr.io',
  ])
    expect(rule(url, { upstreamRegistry: 'github-container-registry' }).join()).not.toContain('topsecret');
});
