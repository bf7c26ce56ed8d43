import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { startLocal } from '../support/local-endpoint.ts';
import { bareEnvironment, ecr, finished, inScratch, root, run } from '../support/run.ts';

const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/${name}`;
const script = path.join(root, 'examples', 'ensure-rules.sh');

it('examples/ensure-rules.sh brings three Regions to the same state on every run', async () => {
  const local = await startLocal();
  const environment = { ...local.environment, ECR: `${process.execPath} ${ecr}`, GHCR_SECRET: secret('ghcr-AbCdEf') };
  const ensure = (dockerHub: string, more: Readonly<Record<string, string>> = {}) =>
    run(script, [], { ...environment, DOCKER_HUB_SECRET: secret(dockerHub), ...more });
  const rules = async (region: string) => {
    const query = 'pullThroughCacheRules[].[ecrRepositoryPrefix, upstreamRegistryUrl, credentialArn]';
    const { stdout } = await run(
      process.execPath,
      [ecr, 'describe-pull-through-cache-rules', '--region', region, '--query', query, '--output', 'text'],
      environment,
    );
    return stdout;
  };
  const expected = (region: string, dockerHub: string) =>
    `docker-hub\tregistry-1.docker.io\t${secret(dockerHub).replace('us-east-1', region)}\n` +
    `ghcr\tghcr.io\t${secret('ghcr-AbCdEf').replace('us-east-1', region)}\nquay\tquay.io\tNone\necr-public\tpublic.ecr.aws\tNone\n`;

  // Without rules, again with the same rules, and with another secret.
  for (const dockerHub of ['hub-AbCdEf', 'hub-AbCdEf', 'new-AbCdEf']) {
    expect(await ensure(dockerHub)).toMatchObject({ code: 0, stderr: '' });
    for (const region of ['eu-central-1', 'us-east-1', 'ap-southeast-1'])
      expect(await rules(region)).toBe(expected(region, dockerHub));
  }

  // A conflicting rule is reported, and the other rules are still created.
  const other = { REGIONS: 'eu-north-1' };
  await run(
    process.execPath,
    [
      ecr,
      'create-pull-through-cache-rule',
      '--region',
      'eu-north-1',
      '--ecr-repository-prefix',
      'quay',
      '--upstream-registry-url',
      'registry.k8s.io',
    ],
    environment,
  );
  const outcome = await ensure('hub-AbCdEf', other);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toBe(
    '\necr: [ERROR]: The rule exists and differs in fields that cannot be changed:\nupstreamRegistryUrl is registry.k8s.io; wanted: quay.io\nNothing was changed.\n' +
      'eu-north-1: the rule quay is not as it should be\n',
  );
  expect(await rules('eu-north-1')).toContain('ecr-public\t');
  await local.stop();

  expect((await run(script, [], { GHCR_SECRET: secret('ghcr-AbCdEf') })).stderr).toContain(
    'DOCKER_HUB_SECRET: is missing',
  );
});

describe('examples/rewrite-images.sh', () => {
  const rules = JSON.stringify([
    { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl: 'quay.io' },
    { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io', credentialArn: secret('hub-AbCdEf') },
  ]);
  const offline = ['--rules', rules, '--registry-id', '123456789012', '--region', 'us-east-1'];
  const cache = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  /** The lines of a manifest and, where they change, what becomes of them. */
  const lines: readonly (readonly [string, string?])[] = [
    ['# image: nginx'],
    ['apiVersion: apps/v1'],
    ['kind: Deployment'],
    ['spec:'],
    ['  template:'],
    ['    spec:'],
    ['      initContainers:'],
    ['        - name: wait'],
    ['          image: busybox', `          image: ${cache}/hub/library/busybox`],
    [
      '        - image: "quay.io/team/migrate:v1"  # runs once',
      `        - image: "${cache}/quay/team/migrate:v1"  # runs once`,
    ],
    ['          imagePullPolicy: Always'],
    ['      containers:'],
    [`      - image: 'nginx@${digest}'`, `      - image: '${cache}/hub/library/nginx@${digest}'`],
    [`      - image:   quay.io/a/b:1@${digest}\r`, `      - image:   ${cache}/quay/a/b:1@${digest}\r`],
    ['      - image: gcr.io/team/app:2 # no rule'],
    [`      - image: ${cache}/quay/team/app`],
    ['      - {"name": "json",'],
    ['        "image": "bitnami/redis:7",', `        "image": "${cache}/hub/bitnami/redis:7",`],
    ['        }'],
    ['---'],
    ['image:'],
    ['  repository: nginx'],
    ['image: null'],
    ['image: ""'],
    ['image: {repository: nginx}'],
    ['image: " "'],
    ['image: true'],
    ['image: 1.5 # a number'],
    ['image: nginx and more'],
    ["image: 'it''s'"],
    ['image: "nginx\\"s"'],
    ['image: &web nginx', `image: &web ${cache}/hub/library/nginx`],
    ['image: *web'],
    ['text: "image: nginx"'],
    ['myimage: nginx'],
    [''],
  ];

  const rewrite = (ecrCommand: string, input: string, words: readonly string[] = offline) => {
    const child = spawn(path.join(root, 'examples', 'rewrite-images.sh'), words, {
      env: bareEnvironment({ ECR: ecrCommand }),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    return finished(child);
  };

  it('replaces the images of manifests with one call, and nothing else', async () => {
    await inScratch(async (folder) => {
      const program = path.join(folder, 'ecr');
      fs.writeFileSync(
        program,
        `#!/bin/sh\necho called >>${folder}/calls\nexec "${process.execPath}" "${ecr}" "$@"\n`,
        {
          mode: 0o755,
        },
      );
      const outcome = await rewrite(program, lines.map(([line]) => line).join('\n'));
      expect(outcome.stdout.split('\n')).toEqual(lines.map(([line, changed = line]) => changed));
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
      expect(fs.readFileSync(path.join(folder, 'calls'), 'utf8')).toBe('called\n');
    });
  });

  const command = `${process.execPath} ${ecr}`;

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('removes its copy of the manifests at %s', async (signal, code) => {
    await inScratch(async (folder) => {
      const at = (name: string) => path.join(folder, name);
      const [program, started, copies] = [at('ecr'), at('started'), at('copies')];
      fs.mkdirSync(copies);
      fs.writeFileSync(program, `#!/bin/sh\ntouch ${started}\nexec sleep 30\n`, { mode: 0o755 });
      const child = spawn(path.join(root, 'examples', 'rewrite-images.sh'), {
        env: bareEnvironment({ ECR: program, TMPDIR: copies }),
        // A process group, as a shell starts it, so that the signal reaches all of it.
        detached: true,
      });
      child.stdin.end('image: nginx\n');
      while (!fs.existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(fs.readdirSync(copies)).toHaveLength(1);
      process.kill(-Number(child.pid), signal);
      expect((await finished(child)).code).toBe(code);
      expect(fs.readdirSync(copies)).toEqual([]);
    });
  });

  it('passes manifests without images on', async () => {
    expect(await rewrite(command, 'kind: ConfigMap\n')).toEqual({ code: 0, stdout: 'kind: ConfigMap\n', stderr: '' });
  });

  it('prints nothing if an image is not a reference, and fails as ecr does', async () => {
    const { code, stdout, stderr } = await rewrite(
      command,
      'image: nginx\nimage: {{ .Values.image }}\nimage: $IMAGE\n',
    );
    expect({ code, stdout }).toEqual({ code: 252, stdout: '' });
    expect(stderr).toContain('"$IMAGE" is not an image reference');
  });
});
