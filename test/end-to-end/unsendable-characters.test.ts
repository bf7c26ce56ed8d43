import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { ecr, inScratch, run } from '../support/run.ts';
import { startScriptedService } from '../support/scripted-service.ts';

const sso = 'https://corp.example.com/start';
const ssoFile = `.aws/sso/cache/${createHash('sha1').update(sso).digest('hex')}.json`;
const processOutput = { Version: 1, AccessKeyId: 'AKID', SecretAccessKey: 'hush\u200b' };

interface Source {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: (home: string) => Readonly<Record<string, string>>;
  /** The name of the value in the message. */
  readonly value: (home: string) => string;
  readonly character: string;
}

const sources: readonly Source[] = [
  {
    name: 'a variable',
    environment: () => ({ AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'hush\u201d' }),
    value: () => 'AWS_SECRET_ACCESS_KEY in the environment',
    character: 'U+201D',
  },
  {
    name: 'the config file',
    files: { '.aws/config': '[default]\naws_access_key_id = AKID\naws_secret_access_key = hu\u200bsh\n' },
    value: () => 'aws_secret_access_key of the profile default in the config file',
    character: 'U+200B',
  },
  {
    name: 'the output of a process',
    files: {
      '.aws/config': '[default]\ncredential_process = cat keys.json\n',
      'keys.json': JSON.stringify(processOutput),
    },
    value: () => 'SecretAccessKey in the output of credential_process',
    character: 'U+200B',
  },
  {
    name: 'the token of an SSO session',
    files: {
      '.aws/config': `[default]\nsso_start_url = ${sso}\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = r\n`,
      [ssoFile]: JSON.stringify({ accessToken: 'hush\n', expiresAt: '2099-01-01T00:00:00Z' }),
    },
    value: (home) => `accessToken in ${home}/${ssoFile}`,
    character: 'U+000A',
  },
  {
    name: 'the token of a container in a variable',
    environment: () => ({ AWS_CONTAINER_AUTHORIZATION_TOKEN: '\u201chush' }),
    value: () => 'AWS_CONTAINER_AUTHORIZATION_TOKEN in the environment',
    character: 'U+201C',
  },
  {
    name: 'the token of a container in a file',
    files: { token: 'hush\n' },
    environment: (home) => ({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path.join(home, 'token') }),
    value: (home) => `the token in ${home}/token`,
    character: 'U+000A',
  },
];

describe('a character that no header can hold is named, and nothing is sent', () => {
  it.each(sources)('in $name', async ({ files = {}, environment = () => ({}), value, character }) => {
    const requests: unknown[] = [];
    const service = await startScriptedService((request) => {
      requests.push(request);
      return { status: 500 };
    });
    await inScratch(async (home) => {
      for (const [name, content] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
        fs.writeFileSync(path.join(home, name), content.replace('cat keys.json', `cat ${home}/keys.json`));
      }
      const settings = {
        HOME: home,
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: service.url,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url,
        ...environment(home),
      };
      const { code, stdout, stderr } = await list(settings, []);
      expect({ code, stdout }).toEqual({ code: 253, stdout: '' });
      expect(stderr).toContain(`The value of ${value(home)} has the character ${character}, which cannot be sent.\n`);
      expect(stderr + (await list(settings, ['--debug'])).stderr).not.toContain('hush');
    });
    service.close();
    expect(requests).toEqual([]);
  });
});

async function list(environment: Readonly<Record<string, string>>, more: readonly string[]) {
  return run(process.execPath, [ecr, 'describe-pull-through-cache-rules', ...more], environment);
}
