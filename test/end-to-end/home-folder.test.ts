import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { startAwsService, type AwsService } from '../support/aws-service.ts';
import {
  bareEnvironment,
  canSwitchUser,
  ecr,
  finished,
  inScratch,
  otherUser,
  run,
  type Outcome,
} from '../support/run.ts';

const list = ['describe-pull-through-cache-rules'];
const role = 'arn:aws:iam::123456789012:role/r';
const session = '[sso-session s]\nsso_start_url = https://corp.example.com/start\nsso_region = us-east-1\n';
const config = `[profile role]\nrole_arn = ${role}\ncredential_source = Environment\n[profile sso]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = r\n${session}[profile login]\nlogin_session = me\n`;

let service: AwsService;

beforeEach(async () => {
  service = await startAwsService(() => ({ body: { pullThroughCacheRules: [] } }));
});
afterEach(() => {
  service.close();
});

function withoutHome(
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
  cwd = '/',
): Promise<Outcome> {
  const environment = bareEnvironment({
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: service.url,
    AWS_ACCESS_KEY_ID: 'AKIDENV',
    AWS_SECRET_ACCESS_KEY: 's',
    ...more,
  });
  delete environment['HOME'];
  return finished(
    spawn(process.execPath, [ecr, ...words], {
      cwd,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...otherUser,
    }),
  );
}

describe.skipIf(!canSwitchUser())('without a home folder', () => {
  it.each([
    [[...list, '--query', 'length(@)'], 0],
    [['--version'], 0],
    [['help'], 0],
    [['completion', 'bash'], 0],
    [['completion', 'answer', 'fish', 'ecr delete-pull-through-cache-rule --cli-input-json file://~/'], 0],
    [['delete-pull-through-cache-rule', '--generate-cli-skeleton'], 0],
    [['delete-pull-through-cache-rule', '--cli-input-json', 'file://~/input'], 252],
    [['no-such-command'], 252],
    [[...list, '--cli-auto-prompt'], 255],
    [[...list, '--profile', 'p'], 255],
    [[...list, '--debug'], 0],
  ])('%j ends with %d and no stack trace', async (words, code) => {
    const outcome = await withoutHome(words);
    expect(outcome.code, outcome.stderr).toBe(code);
    expect(outcome.stderr).not.toMatch(/homedir|\n\s+at |Error: /);
  });

  it('reads the files named in the environment and writes nothing', async () => {
    await inScratch(async (folder) => {
      fs.chmodSync(folder, 0o777);
      const file = path.join(folder, 'config');
      fs.writeFileSync(file, config, { mode: 0o644 });
      const call = (profile: string) => withoutHome([...list, '--profile', profile], { AWS_CONFIG_FILE: file }, folder);

      expect(await call('role')).toMatchObject({ code: 0, stderr: '' });
      expect(service.requests.map(({ kind, accessKeyId }) => [kind, accessKeyId])).toEqual([
        ['AssumeRole', 'AKIDENV'],
        ['ecr', 'AKIDASSUMED'],
      ]);
      expect(await call('sso')).toMatchObject({
        code: 255,
        stderr: '\necr: [ERROR]: Error loading SSO Token: Token for s does not exist\n',
      });
      expect((await call('login')).stderr).toContain('Error loading login session token: Unable to load');
      expect(fs.readdirSync(folder)).toEqual(['config']);
    });
  });
});

describe('~user in a path', () => {
  const home = /^root:[^:]*:[^:]*:[^:]*:[^:]*:([^:]*)/.exec(
    fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8') : '',
  )?.[1];

  it.skipIf(home === undefined)('is the home folder of that user', async () => {
    const words = ['delete-pull-through-cache-rule', '--cli-input-json', 'file://~root/no-such-file'];
    expect((await run(process.execPath, [ecr, ...words])).stderr).toContain(`'${home ?? ''}/no-such-file'`);
  });

  it('is unchanged for an unknown user', async () => {
    const words = ['delete-pull-through-cache-rule', '--cli-input-json', 'file://~no-such-user/file'];
    expect((await run(process.execPath, [ecr, ...words])).stderr).toContain(`'~no-such-user/file'`);
  });
});
