import { describe, expect, it } from 'vitest';

import { parseReference } from '../../../../src/extensions/image-uri/image-reference.ts';
import { ImageRules, upstreamName } from '../../../../src/extensions/image-uri/image-rules.ts';

/** A rule as `PREFIX=HOST` or `PREFIX=HOST/UPSTREAM-PREFIX`. */
function rule(text: string) {
  const [, ecrRepositoryPrefix = '', upstreamRegistryUrl = '', upstreamRepositoryPrefix = ''] =
    /^(.*)=([^/]*)\/?(.*)$/.exec(text) ?? [];
  return { ecrRepositoryPrefix, upstreamRegistryUrl, upstreamRepositoryPrefix };
}

function repository(image: string, ...rules: readonly string[]): string | undefined {
  const reference = parseReference(image);
  if ('problem' in reference) throw new Error(reference.problem);
  return new ImageRules(rules.map(rule)).repositoryFor(reference);
}

const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

// "Customizing repository prefixes for ECR to ECR pull through cache", Amazon ECR user guide: the table, from right to left.
it.each([
  [`ecr-public=${ecr}/ROOT`, 'my-app/image1', 'ecr-public/my-app/image1'],
  [`ecr-public=${ecr}/ROOT`, 'my-app/image2', 'ecr-public/my-app/image2'],
  [`ROOT=${ecr}/ROOT`, 'my-app/image1', 'my-app/image1'],
  [`team-a=${ecr}/team-a`, 'team-a/myapp/image1', 'team-a/myapp/image1'],
  [`my-app=${ecr}/upstream-app`, 'upstream-app/image1', 'my-app/image1'],
])('the rule %s pulls %s through %s', (text, upstream, cached) => {
  expect(repository(`${ecr}/${upstream}`, text)).toBe(cached);
});

describe('Docker Hub', () => {
  const hub = 'hub=registry-1.docker.io';

  it.each([
    ['nginx', 'hub/library/nginx'],
    ['docker.io/nginx', 'hub/library/nginx'],
    ['index.docker.io/nginx', 'hub/library/nginx'],
    ['registry-1.docker.io/nginx', 'hub/library/nginx'],
    ['DOCKER.IO/nginx', 'hub/library/nginx'],
    ['library/nginx', 'hub/library/nginx'],
    ['bitnami/redis', 'hub/bitnami/redis'],
  ])('%s is %s', (image, cached) => {
    expect(repository(image, hub)).toBe(cached);
  });

  it('has no library elsewhere', () => {
    expect(repository('quay.io/nginx', 'quay=quay.io', hub)).toBe('quay/nginx');
  });
});

describe('of several rules', () => {
  it('the longest upstream prefix wins', () => {
    const rules = [`all=${ecr}/ROOT`, `team=${ecr}/team`, `web=${ecr}/team/web`];
    expect(repository(`${ecr}/team/web/app`, ...rules)).toBe('web/app');
    expect(repository(`${ecr}/team/api`, ...rules)).toBe('team/api');
    expect(repository(`${ecr}/teams/api`, ...rules)).toBe('all/teams/api');
    expect(repository(`${ecr}/team`, ...rules)).toBe('all/team');
  });

  it('the first by prefix is taken if they fit equally', () => {
    expect(repository('quay.io/a', 'zeta=quay.io', 'alpha=quay.io')).toBe('alpha/a');
  });

  it('one is passed over if its result would be under the longer prefix of another', () => {
    expect(repository('nginx', 'hub=registry-1.docker.io', 'hub/library=quay.io')).toBeUndefined();
    expect(repository('nginx', 'hub=registry-1.docker.io', 'hub/library=quay.io', 'z=registry-1.docker.io')).toBe(
      'z/library/nginx',
    );
    expect(repository('quay.io/team/a', 'ROOT=quay.io', 'team=ghcr.io')).toBeUndefined();
    expect(repository('quay.io/team/a', 'ROOT=quay.io', 'tea=ghcr.io')).toBe('team/a');
  });
});

it('takes prefixes with their final slash', () => {
  expect(repository(`${ecr}/team/a`, `cache/=${ecr}/team/`)).toBe('cache/a');
});

it('takes all hosts of an upstream registry of Amazon ECR for the same', () => {
  for (const host of [
    ecr,
    '111122223333.dkr.ecr-fips.eu-west-1.amazonaws.com',
    '111122223333.dkr-ecr.eu-west-1.on.aws',
    '111122223333.DKR-ecr-fips.eu-west-1.on.aws',
  ])
    expect(repository(`${host}/a`, `cache=${ecr}`)).toBe('cache/a');
  expect(repository('111122223334.dkr.ecr.eu-west-1.amazonaws.com/a', `cache=${ecr}`)).toBeUndefined();
  expect(repository('111122223333.dkr.ecr.eu-west-2.amazonaws.com/a', `cache=${ecr}`)).toBeUndefined();
});

it('distinguishes registries of Azure', () => {
  expect(repository('one.azurecr.io/a', 'azure=one.azurecr.io')).toBe('azure/a');
  expect(repository('two.azurecr.io/a', 'azure=one.azurecr.io')).toBeUndefined();
});

it('covers nothing without rules, or at other ports', () => {
  expect(repository('nginx')).toBeUndefined();
  expect(repository('quay.io:443/a', 'quay=quay.io')).toBeUndefined();
});

it('names what a rule covers', () => {
  expect(upstreamName(rule('a=quay.io'))).toBe('quay.io');
  expect(upstreamName(rule('a=quay.io/ROOT'))).toBe('quay.io');
  expect(upstreamName(rule('a=quay.io/team'))).toBe('quay.io/team/');
});
