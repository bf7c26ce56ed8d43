import fs from 'node:fs';
import path from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { create } from '../support/create-command.ts';
import { startScriptedService, type ScriptedService } from '../support/scripted-service.ts';
import { inScratch, programs, run, type Outcome } from '../support/run.ts';

let service: ScriptedService;

beforeAll(async () => {
  service = await startScriptedService(() => ({ body: { ecrRepositoryPrefix: 'aa', registryId: 'é' } }));
});
beforeEach(() => {
  service.requests.length = 0;
});
afterAll(() => {
  service.close();
});

const json = '{\n    "ecrRepositoryPrefix": "aa",\n    "registryId": "é"\n}\n';
const lacksE = "[ERROR]: 'ascii' codec can't encode character '\\xe9' in position 1: ordinal not in range(128)";

describe.each(programs.filter(({ isThere }) => isThere))('$tool', ({ command: [program = '', ...words], isOwn }) => {
  /** Runs in a shell, with stdout in a file. */
  async function outputFile(
    encoding: string,
    more: readonly string[],
    redirect = '>',
  ): Promise<Outcome & { bytes: Buffer }> {
    return inScratch(async (folder) => {
      const file = path.join(folder, 'out');
      const outcome = await run(
        'bash',
        ['-c', `"$@" ${redirect} out`, 'bash', program, ...words, ...more],
        { ...environment(), AWS_CLI_OUTPUT_ENCODING: encoding },
        folder,
      );
      return { ...outcome, bytes: fs.readFileSync(file) };
    });
  }

  const environment = () => ({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKID',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_ECR: service.url,
  });

  it.each([
    ['latin-1', Buffer.from(json, 'latin1')],
    ['Shift_JIS', undefined],
    ['UTF_16', Buffer.from(`\ufeff${json}`, 'utf16le')],
    ['utf-8-sig', Buffer.from(`\ufeff${json}`)],
    ['u8', Buffer.from(json)],
  ])('writes the result in %s', async (encoding, expected) => {
    const { code, bytes } = await outputFile(encoding, create);
    // Shift JIS lacks the letter.
    expect([code, bytes.toString('hex')]).toEqual(
      expected === undefined
        ? [255, Buffer.from(json.slice(0, json.indexOf('"é"'))).toString('hex')]
        : [0, expected.toString('hex')],
    );
  });

  it('writes no byte order mark of UTF-16 into a pipe', async () => {
    const { bytes } = await outputFile('utf-16', create, '| cat >');
    expect(bytes.toString('hex')).toBe(Buffer.from(json, 'utf16le').toString('hex'));
  });

  it('ends with 255 when the encoding lacks a character of the result', async () => {
    const { code, stderr, bytes } = await outputFile('ascii', create);
    expect(code).toBe(255);
    expect(stderr).toContain(lacksE);
    if (isOwn) expect(stderr).toMatch(/range\(128\)\nThe rule was created before this error occurred\.\n$/);
    expect(bytes.toString()).toBe('{\n    "ecrRepositoryPrefix": "aa",\n    "registryId": ');
  });

  it.each(['klingon', ''])('sends nothing when the encoding %j is unknown', async (encoding) => {
    const { code, stderr, bytes } = await outputFile(encoding, create);
    expect(code).toBe(255);
    expect(stderr).toContain(`[ERROR]: Unknown codec \`${encoding}\` specified for AWS_CLI_OUTPUT_ENCODING.`);
    expect(bytes).toHaveLength(0);
    expect(service.requests).toHaveLength(0);
  });

  it('prints the version whatever the encoding is', async () => {
    expect((await outputFile('klingon', ['--version'])).code).toBe(0);
  });

  it('writes errors in the encoding', async () => {
    const outcome = await run(
      'bash',
      ['-c', '"$@" 2>&1 | od -An -v -tx1 | tr -d " \\n"', 'bash', program, ...words, ...create, '--é'],
      { ...environment(), AWS_CLI_OUTPUT_ENCODING: 'mac_roman' },
    );
    expect(outcome.stdout).toMatch(/2d2d8e0a$/);
  });

  it('reports an error that cannot be encoded with 255', async () => {
    const { code, stderr } = await outputFile('ascii', [...create, '--é']);
    expect(code).toBe(255);
    expect(stderr).toContain("'ascii' codec can't encode character '\\xe9' in position 33: ordinal not in range(128)");
    if (isOwn) expect(stderr).toContain('Unknown options: --\\xe9');
  });

  it.each([
    ['cp1252', Buffer.from([0x80, 0x0d, 0x0a]), '€\n'],
    ['euc-kr', Buffer.from([0xc7, 0xd1]), '한'],
    ['UTF-16', Buffer.from('\ufeff€', 'utf16le'), '€'],
  ])('reads a file in %s', async (encoding, bytes, text) => {
    const { code } = await readRole(encoding, bytes);
    expect(code).toBe(0);
    expect(JSON.parse(service.requests[0]?.body ?? '')).toMatchObject({ customRoleArn: text });
  });

  it.each([
    ['cp1252', Buffer.from([0x81]), 252, 'Unable to load paramfile (in), text contents could not be decoded.'],
    ['utf-16', Buffer.from('€', 'utf16le'), 252, 'Unable to load paramfile (in), text contents could not be decoded.'],
    ['klingon', Buffer.from('a'), 255, '[ERROR]: unknown encoding: klingon'],
    ['', Buffer.from('a'), 255, '[ERROR]: unknown encoding:'],
  ])('refuses a file that is not in %j', async (encoding, bytes, code, message) => {
    const outcome = await readRole(encoding, bytes);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(service.requests).toHaveLength(0);
  });

  function readRole(encoding: string, bytes: Buffer): Promise<Outcome> {
    return inScratch((folder) => {
      fs.writeFileSync(path.join(folder, 'in'), bytes);
      const role = ['--custom-role-arn', 'file://in'];
      return run(
        program,
        [...words, ...create, ...role],
        { ...environment(), AWS_CLI_FILE_ENCODING: encoding },
        folder,
      );
    });
  }
});
