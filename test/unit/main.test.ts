import { fc } from '../support/property.ts';
import { describe, expect, it } from 'vitest';

import { main } from '../../src/main.ts';
import { commandName, operations } from '../../src/model/operations.ts';
import { operationOptions } from '../../src/command-line/operation-options.ts';
import { globalOptions, type OptionDefinition } from '../../src/model/options.ts';
import { testIo } from '../support/test-io.ts';

async function run(
  argv: readonly string[],
  environment: Record<string, string> = {},
  files: Record<string, string> = {},
) {
  const io = testIo(environment, files);
  const code = await main(argv, io);
  return { code, out: io.out(), err: io.err() };
}

describe('main', () => {
  it('prints the version on one line', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: 'ecr-cli/0.0.0 Node/20.0.0 Linux/6.0 x64\n', err: '' });
  });

  it('prints help', async () => {
    expect((await run(['help'])).out).toContain('create-pull-through-cache-rule');
    expect((await run(['create-pull-through-cache-rule', '--help'])).out).toContain('--upstream-registry-url <');
  });

  it.each([
    ['role_arn = arn:aws:iam::222222222222:role/r\nsource_profile = default\n', 252],
    ['sso_account_id = 222222222222\nsso_role_name = r\n', 252],
    ['role_arn = arn:aws:iam::111111111111:role/r\nsource_profile = default\n', 0],
  ])('compares the account of a secret with that of the profile: %j', async (profile, code) => {
    const arn = 'arn:aws:secretsmanager:us-east-1:111111111111:secret:ecr-pullthroughcache/hub-Ab12Cd';
    const hub = ['--ecr-repository-prefix', 'hub', '--upstream-registry-url', 'registry-1.docker.io'];
    const call = ['create-pull-through-cache-rule', ...hub, '--credential-arn', arn, '--region', 'us-east-1'];
    const config = { '/home/someone/.aws/config': `[default]\n[profile p]\n${profile}` };
    const outcome = await run([...call, '--profile', 'p', '--dry-run'], {}, config);
    expect(outcome.code).toBe(code);
    if (code !== 0) expect(outcome.err).toContain('the secret must be in the account of the registry, 222222222222');
  });

  it('refuses --validate with --dry-run', async () => {
    const rule = ['--ecr-repository-prefix', 'quay', '--upstream-registry-url', 'quay.io', '--region', 'us-east-1'];
    const outcome = await run(['create-pull-through-cache-rule', ...rule, '--validate', '--dry-run']);
    expect(outcome).toMatchObject({ code: 252, out: '' });
    expect(outcome.err).toContain('--validate and --dry-run cannot be used together');
  });

  it.each<[Record<string, string>, Record<string, string>, string]>([
    [{ AWS_CLI_ERROR_FORMAT: 'json' }, {}, '{\n    "Code": "ParamValidation",'],
    [{}, { '/home/someone/.aws/config': '[default]\ncli_error_format = yaml\n' }, 'Code: ParamValidation\n'],
    [
      { AWS_CLI_ERROR_FORMAT: '' },
      { '/home/someone/.aws/config': '[default]\ncli_error_format = yaml\n' },
      '\necr: [ERROR]: An error occurred',
    ],
    [
      { AWS_CLI_ERROR_FORMAT: 'xml' },
      {},
      "Invalid cli_error_format: 'xml'. Using 'enhanced' format.\n\necr: [ERROR]: ",
    ],
  ])('prints errors in the format of %j and %j', async (environment, files, start) => {
    const { code, err } = await run(['--region'], environment, files);
    expect(code).toBe(252);
    expect(err.startsWith(start), err).toBe(true);
  });

  // As in the AWS CLI 2.36: malformed files and invalid timestamp formats are reported before an unknown command.
  it.each<[string, readonly string[], number, string]>([
    [
      'nonsense',
      ['nope'],
      255,
      '\necr: [ERROR]: Unable to parse config file: /home/someone/.aws/config, line 1: a section such as [default] must come first.\n',
    ],
    [
      'nonsense',
      ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
      255,
      '\necr: [ERROR]: Unable to parse config file: /home/someone/.aws/config, line 1: a section such as [default] must come first.\n',
    ],
    ['nonsense', ['help'], 0, ''],
    [
      '[default]\ncli_timestamp_format = x\n',
      ['--region'],
      252,
      '\necr: [ERROR]: An error occurred (ParamValidation): argument --region',
    ],
    [
      '[default]\ncli_timestamp_format = x\n',
      ['nope'],
      253,
      '\necr: [ERROR]: An error occurred (Configuration): Unknown cli_timestamp_format value: x',
    ],
    [
      '[default]\ncli_timestamp_format = x\n',
      ['nope', '--profile', 'none'],
      252,
      '\necr: [ERROR]: argument operation: Found',
    ],
    [
      '[default]\ncli_timestamp_format = x\n',
      ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
      253,
      '\necr: [ERROR]: An error occurred (Configuration): Unknown',
    ],
    ['[default]\ncli_timestamp_format = x\n', ['help'], 0, ''],
    [
      '[default]\ncli_binary_format = BASE64\n',
      ['nope'],
      255,
      "\necr: [ERROR]: Unknown cli_binary_format: 'BASE64'. It is one of: base64, raw-in-base64-out.\n",
    ],
    [
      '[default]\ncli_binary_format = x\ncli_timestamp_format = x\n',
      ['nope'],
      253,
      '\necr: [ERROR]: An error occurred (Configuration): Unknown',
    ],
    [
      '[default]\ncli_binary_format = x\n',
      ['nope', '--cli-binary-format', 'base64'],
      252,
      '\necr: [ERROR]: An error occurred (ParamValidation): argument operation',
    ],
    [
      '[plugins]\ncli_legacy_plugin_path = /p\nendpoint = module\n',
      ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
      0,
      'warning: ecr cannot load the plugin module of [plugins] in /home/someone/.aws/config: ',
    ],
    [
      '[default]\ncli_binary_format = raw-in-base64-out\n',
      ['create-pull-through-cache-rule', '--generate-cli-skeleton'],
      0,
      '',
    ],
  ])(
    'reports a problem of the settings %j for %j in the order of the AWS CLI',
    async (config, argv, exitCode, start) => {
      const { code, err } = await run(argv, {}, { '/home/someone/.aws/config': config });
      expect([code, err.slice(0, start.length)]).toEqual([exitCode, start]);
    },
  );

  it.each<[readonly string[], Record<string, string>, string]>([
    [['nope', '--profile', 'none'], {}, '\necr: [ERROR]: argument operation: Found'],
    [['nope'], { AWS_PROFILE: 'none' }, '\necr: [ERROR]: argument operation: Found'],
    [
      ['nope', '--output', 'bad', '--profile', 'none'],
      {},
      '\necr: [ERROR]: An error occurred (ParamValidation): argument --output',
    ],
    [['nope', '--output', 'bad'], { AWS_PROFILE: 'none' }, '\necr: [ERROR]: argument --output'],
    [
      ['nope', '--profile', 'none'],
      { AWS_CLI_ERROR_FORMAT: 'enhanced' },
      '\necr: [ERROR]: An error occurred (ParamValidation): argument operation',
    ],
  ])(
    // As in the AWS CLI 2.36.
    'prints errors in the legacy format when the profile does not exist: %j %j',
    async (words, environment, start) => {
      const { code, err } = await run(words, environment);
      expect(code).toBe(252);
      expect(err.startsWith(start), err).toBe(true);
    },
  );

  it('prefers --cli-error-format to the environment', async () => {
    const { err } = await run(['create-pull-through-cache-rule', '--cli-error-format', 'legacy'], {
      AWS_CLI_ERROR_FORMAT: 'json',
    });
    expect(err.startsWith('\necr: [ERROR]: the following arguments are required')).toBe(true);
  });

  it.each([
    ['soon', "invalid int value: 'soon'"],
    ['-1', 'cannot be negative'],
    ['1.5', 'invalid int value'],
  ])('refuses the timeout %s', async (timeout, message) => {
    const { code, err } = await run(['create-pull-through-cache-rule', '--cli-read-timeout', timeout]);
    expect(code).toBe(252);
    expect(err).toContain(
      `argument --cli-read-timeout: ${message.startsWith('cannot') ? `a timeout ${message}` : message}`,
    );
  });
});

/**
 * Generates command lines from options, abbreviations, values and stray words. --generate-cli-skeleton keeps them
 * from sending anything.
 */
describe('any command line', () => {
  const operation = fc.constantFrom(...operations);
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom('', '-', '--', '-1', '-a b', 'json', '{}', 'file://none', 'a=b', 'help', '🚀'),
  );
  const spelling = (option: OptionDefinition) =>
    fc.oneof(
      fc.constant(`--${option.name}`),
      fc.integer({ min: 1, max: option.name.length }).map((length) => `--${option.name.slice(0, length)}`),
    );
  const words = (options: readonly OptionDefinition[]) =>
    fc.constantFrom(...options).chain((option) =>
      fc.oneof(
        spelling(option).map((name) => [name]),
        fc.tuple(spelling(option), value).map(([name, text]) => [name, text]),
        fc.tuple(spelling(option), value).map(([name, text]) => [`${name}=${text}`]),
        value.map((text) => [text]),
      ),
    );
  // The auto-prompt needs a terminal, and a profile needs a file.
  const commandLine = operation.chain((one) => {
    const options = [
      ...operationOptions(one),
      ...globalOptions.filter(({ name }) => !['profile', 'cli-auto-prompt'].includes(name)),
    ];
    return fc
      .tuple(fc.array(words(options), { maxLength: 3 }), fc.array(words(options), { maxLength: 5 }))
      .map(([before, after]) => [...before.flat(), commandName(one), ...after.flat(), '--generate-cli-skeleton']);
  });

  it('ends with 0 or 252 and no stack trace', async () => {
    await fc.assert(
      fc.asyncProperty(commandLine, async (argv) => {
        const { code, out, err } = await run(argv);
        expect([0, 252]).toContain(code);
        // Successful runs may print a debug log and one warning.
        expect(
          code === 0
            ? err.replace(/^(?:\S+ \S+ - \S+ - DEBUG - |warning: Non-positive values for --max-items ).*\n/gm, '')
            : out,
        ).toBe('');
        expect(err).not.toMatch(/\n\s+at |TypeError|RangeError/);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts every option by its full name, its equals form and each unambiguous abbreviation', async () => {
    const text = globalOptions.map(({ name }) => `--${name}`);
    for (const one of operations) {
      // Extensions have no abbreviations and do not make those of other options ambiguous.
      const options = operationOptions(one).filter(({ extension }) => extension !== true);
      for (const member of options.filter(({ name, takes }) => takes === 'text' && name !== 'max-results')) {
        const others = [...options.map(({ name }) => `--${name}`), ...text];
        for (let length = 3; length <= member.name.length + 2; length++) {
          const prefix = `--${member.name}`.slice(0, length);
          const matching = others.filter((name) => name.startsWith(prefix));
          if (prefix !== `--${member.name}` && matching.length !== 1) continue;
          for (const words of [[prefix, '{}'], [`${prefix}={}`]]) {
            const { code, err } = await run([commandName(one), ...words, '--generate-cli-skeleton']);
            expect(code, `${words.join(' ')}: ${err}`).toBe(0);
          }
        }
      }
    }
  });
});
