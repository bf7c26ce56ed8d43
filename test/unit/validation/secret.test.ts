import { describe, expect, it } from 'vitest';

import { fc } from '../../support/property.ts';
import { account, problems, region, secretArn } from './call-problems.ts';

const secret = secretArn();
const other = '210987654321';
const update = 'update-pull-through-cache-rule';

type Place = Parameters<typeof problems>[1];

/** The problems with the secret of a rule for Docker Hub, without their common start. */
function hub(credentialArn: string, more: Readonly<Record<string, string>> = {}, place: Place = {}) {
  const rule = { ecrRepositoryPrefix: 'aa', upstreamRegistryUrl: 'registry-1.docker.io', credentialArn, ...more };
  const start = `Invalid value for parameter credentialArn, value: ${credentialArn}, `;
  return problems(rule, place).map((line) => line.replace(start, ''));
}

const form = `use the ARN of a secret in Secrets Manager: arn:aws:secretsmanager:${region}:<account>:secret:ecr-pullthroughcache/<name>`;
const twelveDigits = (wrong: string) => `the account must be twelve digits, not ${wrong}`;
const quotes = 'If a shell has replaced ${…}, use single quotes';

describe('a secret is refused', () => {
  it.each([
    ['a text', 'docker/hub'.padEnd(50, 'x'), form],
    ['a role', 'arn:aws:iam::123456789012:role/ecr-pullthroughcache-of-someone-else', form],
    ['a parameter', 'arn:aws:ssm:eu-west-1:123456789012:parameter/ecr-pullthroughcache/hub', form],
    ['an ARN with a part too many', secretArn({ account: `${account}:1` }), form],
    ['the placeholder <account-id>', secretArn({ account: '<account-id>' }), twelveDigits('<account-id>')],
    ['the placeholder YOUR-ACCOUNT-ID', secretArn({ account: 'YOUR-ACCOUNT-ID' }), twelveDigits('YOUR-ACCOUNT-ID')],
    ['the variable $ACCOUNT_ID', secretArn({ account: '$ACCOUNT_ID' }), twelveDigits('$ACCOUNT_ID')],
    ['a placeholder of CloudFormation', secretArn({ account: '${AWS::AccountId}' }), twelveDigits('${AWS::AccountId}')],
    ['eleven digits', secretArn({ account: '12345678901' }), twelveDigits('12345678901')],
    ['thirteen digits', secretArn({ account: '1234567890123' }), twelveDigits('1234567890123')],
    ['digits with hyphens', secretArn({ account: '1234-5678-9012' }), twelveDigits('1234-5678-9012')],
    [
      'an empty account',
      secretArn({ account: '', name: 'ecr-pullthroughcache/hub' }),
      `the account is empty. ${quotes}`,
    ],
    ['an empty Region', secretArn({ region: '' }), `the Region is empty. ${quotes}`],
    [
      'what a shell leaves of an ARN with placeholders',
      'arn::secretsmanager:::secret:ecr-pullthroughcache/docker-hub-AbCdEf',
      `the partition, Region and account are empty. ${quotes}`,
    ],
    ['another Region', secretArn({ region: 'us-east-1' }), `the secret must be in the Region of the call, ${region}`],
    [
      'the placeholder <region>',
      secretArn({ region: '<region>' }),
      `the secret must be in the Region of the call, ${region}`,
    ],
    ['another partition', secretArn({ partition: 'aws-cn' }), `the partition of ${region} is aws, not aws-cn`],
    [
      'another name',
      secretArn({ name: 'docker/hub-Ab12Cd' }),
      "the secret's name must start with ecr-pullthroughcache/",
    ],
    [
      'a name that ends at the slash',
      secretArn({ name: 'ecr-pullthroughcache/' }),
      "the secret's name is missing after ecr-pullthroughcache/",
    ],
    [
      'a space in the name',
      secretArn({ name: 'ecr-pullthroughcache/hub Ab' }),
      "the secret's name may have letters, digits and /_+=.@- only",
    ],
    ['too long', `${secret}${'x'.repeat(612)}`, expect.stringContaining('valid max length: 612')],
    ['too short', 'arn:aws:secretsmanager:eu-west-1:1:secret:a', expect.stringContaining('valid min length: 50')],
    ['an empty text', '', expect.stringContaining('valid min length: 50')],
  ])('with %s', (_, arn, line) => {
    expect(hub(arn)).toEqual([line]);
    const changed = problems({ ecrRepositoryPrefix: 'aa', credentialArn: arn }, { command: update });
    expect(changed).toHaveLength(1);
  });

  it.each([
    ['us-gov-west-1', 'aws-us-gov'],
    ['cn-north-1', 'aws-cn'],
    ['eusc-de-east-1', 'aws-eusc'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
  ])('with the commercial partition in %s', (there, partition) => {
    expect(hub(secretArn({ region: there }), {}, { region: there })).toEqual([
      `the partition of ${there} is ${partition}, not aws`,
    ]);
    expect(hub(secretArn({ region: there, partition }), {}, { region: there })).toEqual([]);
    expect(hub('x'.repeat(50), {}, { region: there })).toEqual([
      form.replace('arn:aws:', `arn:${partition}:`).replace(region, there),
    ]);
  });

  it('with a line for each wrong part', () => {
    const arn = secretArn({ partition: 'gcp', region: 'us-east-1', account: 'you', name: 'hub-Ab12Cd' });
    expect(hub(arn)).toEqual([
      `the partition of ${region} is aws, not gcp`,
      `the secret must be in the Region of the call, ${region}`,
      twelveDigits('you'),
      "the secret's name must start with ecr-pullthroughcache/",
    ]);
  });

  it('with the wrong part escaped', () => {
    expect(hub(secretArn({ account: '1\n2' }))).toEqual([expect.stringContaining('not "1\\n2"')]);
  });

  it.each(['hub', 'docker/hub', 'ecr-pullthroughcache/hub', secret.slice(0, 49).replace('arn:', '')])(
    'as the name %s',
    (name) => {
      expect(hub(name)).toEqual([
        `Invalid length for parameter credentialArn, value: ${String(name.length)}, valid min length: 50`,
        form,
      ]);
    },
  );

  it('as a short ARN that a shell has emptied', () => {
    expect(hub('arn::secretsmanager:::secret:ecr-pullthroughcache')).toEqual([
      expect.stringContaining('valid min length: 50'),
      `the partition, Region and account are empty. ${quotes}`,
    ]);
  });

  it.each([
    ['--registry-id', { registryId: other }, {}],
    ['the settings', {}, { account: other }],
    ['--registry-id, which comes first', { registryId: other }, { account }],
  ])('with an account that is not that of %s', (_, more, place) => {
    const line = `the secret must be in the account of the registry, ${other}`;
    expect(hub(secret, more, place)).toEqual([line]);
    expect(
      problems({ ecrRepositoryPrefix: 'aa', credentialArn: secret, ...more }, { ...place, command: update }),
    ).toEqual([`Invalid value for parameter credentialArn, value: ${secret}, ${line}`]);
    expect(hub(secretArn({ account: other }), more, place)).toEqual([]);
    expect(hub('x'.repeat(50), more, place)).toEqual([form.replace('<account>', other)]);
  });
});

describe('a secret is accepted', () => {
  it.each([
    ['with six random characters', secret],
    ['without them', secretArn({ name: 'ecr-pullthroughcache/hub' })],
    [
      'with the XXXXXX of a guide, which may be six characters',
      secretArn({ name: 'ecr-pullthroughcache/ghcr-XXXXXX' }),
    ],
    ['with every character of the pattern', secretArn({ name: 'ecr-pullthroughcache/aZ09/_+=.@-' })],
    ['with a slash at the end', secretArn({ name: 'ecr-pullthroughcache/team/' })],
  ])('%s', (_, arn) => {
    expect(hub(arn)).toEqual([]);
    expect(hub(arn, { registryId: account })).toEqual([]);
    expect(hub(arn, {}, { account })).toEqual([]);
  });

  it('of any account, if that of the registry is not known', () => {
    expect(hub(secretArn({ account: other }))).toEqual([]);
  });

  it.each(['aws', 'aws-us-gov', 'aws-new'])('of the partition %s in a Region that is not known', (partition) => {
    expect(hub(secretArn({ partition, region: 'zz-new-1' }), {}, { region: 'zz-new-1' })).toEqual([]);
    expect(hub(secretArn({ partition }), {}, { region: '' })).toEqual([]);
  });

  it('with every name that the pattern allows', () => {
    const names = fc.stringMatching(/^[a-zA-Z0-9/_+=.@-]{1,500}$/);
    const digits = fc.stringMatching(/^[0-9]{12}$/);
    fc.assert(
      fc.property(names, digits, (name, own) => {
        expect(hub(secretArn({ account: own, name: `ecr-pullthroughcache/${name}` }))).toEqual([]);
      }),
    );
  });
});

it('is optional in an update', () => {
  expect(problems({ ecrRepositoryPrefix: 'aa' }, { command: update })).toEqual([]);
});
