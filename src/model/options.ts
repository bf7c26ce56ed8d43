import type { OptionHelp } from './shapes.ts';

/** The kind of value that an option takes. */
export type Takes = 'nothing' | 'text' | 'integer' | 'texts' | 'optional text';

/** The definition of an option. The parser, error messages, help and completion are built from it. */
export interface OptionDefinition extends OptionHelp {
  /** The name without dashes, such as `endpoint-url`. */
  readonly name: string;
  readonly takes: Takes;
  readonly choices?: readonly string[];
  /** An extension: the choice that other words for it mean, such as `overwrite` for `update`. */
  readonly otherWords?: Readonly<Record<string, string>>;
  /** Values that are known, for completion. Others are possible, or the command refuses them itself. */
  readonly known?: readonly string[];
  /** The value of the option if the command line has the option without a value. */
  readonly implied?: string;
  /**
   * Whether the AWS CLI lacks the option. It cannot be abbreviated, so that the AWS CLI's abbreviations keep working.
   */
  readonly extension?: true;
  /** Whether the option ends parsing and determines what the run does, as --version and --help do. */
  readonly final?: true;
  /** Whether the command requires the option. */
  readonly required?: true;
}

export const outputFormats = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export const errorFormats = ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'] as const;
export const skeletonKinds = ['input', 'output', 'yaml-input'] as const;
export const binaryFormats = ['base64', 'raw-in-base64-out'] as const;
export const timestampFormats = ['iso8601', 'wire'] as const;
export const colorModes = ['on', 'off', 'auto'] as const;

/** The options of every command, in the order of the AWS CLI's messages. */
export const globalOptions = [
  {
    name: 'debug',
    takes: 'nothing',
    help: 'Write a debug log to stderr.',
    details: ['Keys, tokens and passwords are masked.'],
  },
  {
    name: 'endpoint-url',
    takes: 'text',
    value: 'url',
    help: 'Send requests to this URL.',
    default: 'the endpoint of the Region',
  },
  { name: 'no-verify-ssl', takes: 'nothing', help: 'Skip the check of the certificate of the ECR endpoint.' },
  { name: 'no-paginate', takes: 'nothing', help: 'Print only the first page of results.' },
  {
    name: 'output',
    takes: 'text',
    value: 'format',
    choices: outputFormats,
    help: 'Print the result in this format.',
    default: 'json',
  },
  {
    name: 'query',
    takes: 'text',
    value: 'expression',
    help: 'Print only the part of the result that this JMESPath expression selects.',
  },
  {
    name: 'profile',
    takes: 'text',
    value: 'name',
    help: 'Use the settings and credentials of this profile.',
    default: 'AWS_PROFILE, then default',
  },
  {
    name: 'region',
    takes: 'text',
    value: 'region',
    help: 'Use the registry in this Region.',
    default: 'AWS_REGION, then AWS_DEFAULT_REGION, then the Region of the profile',
  },
  { name: 'version', takes: 'nothing', final: true, help: 'Print the version of this tool.' },
  {
    name: 'color',
    takes: 'text',
    value: 'when',
    choices: colorModes,
    help: 'Turn colored output on or off.',
    default: 'auto, on a terminal',
  },
  {
    name: 'no-sign-request',
    takes: 'nothing',
    help: 'Send requests without a signature.',
    details: ['Credentials are not loaded.'],
  },
  {
    name: 'ca-bundle',
    takes: 'text',
    value: 'file',
    help: 'Trust the certificates in this file, in PEM format.',
    default: 'the certificates that Node trusts',
  },
  {
    name: 'cli-read-timeout',
    takes: 'integer',
    value: 'seconds',
    help: 'Wait at most this long for a response; 0 means no limit.',
    default: '60',
  },
  {
    name: 'cli-connect-timeout',
    takes: 'integer',
    value: 'seconds',
    help: 'Wait at most this long for a connection; 0 means no limit.',
    default: '60',
  },
  {
    name: 'cli-binary-format',
    takes: 'text',
    value: 'format',
    choices: binaryFormats,
    help: 'Accept the format of binary values, as the AWS CLI does.',
    details: ['It has no effect, because no value of these commands is binary.'],
    default: 'base64',
  },
  { name: 'no-cli-pager', takes: 'nothing', help: 'Print the result without a pager.' },
  { name: 'cli-auto-prompt', takes: 'nothing', help: 'Prompt for the command and its options.' },
  { name: 'no-cli-auto-prompt', takes: 'nothing', help: 'Never prompt, even where the settings turn the prompt on.' },
  {
    name: 'cli-error-format',
    takes: 'text',
    value: 'format',
    choices: errorFormats,
    help: 'Print errors in this format.',
    default: 'enhanced',
  },
] as const satisfies readonly OptionDefinition[];

/** The options that read all parameters of an operation at once. */
export const inputOptions = [
  {
    name: 'cli-input-json',
    takes: 'text',
    value: 'json',
    help: 'Read the parameters from JSON: the text itself, file://PATH, or - for standard input.',
    details: ['Options on the command line take precedence. --generate-cli-skeleton prints a template.'],
  },
  {
    name: 'cli-input-yaml',
    takes: 'text',
    value: 'yaml',
    help: 'Read the parameters from YAML: the text itself, file://PATH, or - for standard input.',
    details: ['Options on the command line take precedence. --generate-cli-skeleton yaml-input prints a template.'],
  },
] as const satisfies readonly OptionDefinition[];

export const skeletonOption = {
  name: 'generate-cli-skeleton',
  takes: 'optional text',
  value: 'kind',
  choices: skeletonKinds,
  implied: 'input',
  help: 'Print a template and send nothing.',
  details: [
    'input: JSON for --cli-input-json. Fill in the fields that you need and delete the others.',
    'yaml-input: the same in YAML, for --cli-input-yaml.',
    'output: a sample of the result, to try --query and --output on.',
  ],
} as const satisfies OptionDefinition;

/** Extensions: options of every operation that the AWS CLI lacks. */
export const extensionOptions = [
  {
    name: 'dry-run',
    takes: 'nothing',
    extension: true,
    help: 'Check everything and print the request, but send nothing.',
    details: [
      'It needs a Region, but no credentials and no network. It does not see which rules exist; `ecr plan` does.',
    ],
  },
] as const satisfies readonly OptionDefinition[];

export const existsModes = ['fail', 'keep', 'update'] as const;

/** Extensions: options of create operations. */
export const creationOptions = [
  {
    name: 'if-exists',
    takes: 'text',
    value: 'action',
    choices: existsModes,
    otherWords: {
      overwrite: 'update',
      replace: 'update',
      upsert: 'update',
      skip: 'keep',
      ignore: 'keep',
      error: 'fail',
    },
    extension: true,
    help: 'Choose what happens if the rule exists.',
    details: [
      'fail: report the error of the service; exit code 254.',
      'keep: print the existing rule and warn about each field that differs; exit code 0.',
      'update: change the secret or the role and print the rule; exit code 0. If another field differs, change nothing; exit code 255.',
    ],
    default: 'fail',
  },
  {
    name: 'validate',
    takes: 'nothing',
    extension: true,
    help: 'Have the service check afterwards that it can reach the upstream registry with the rule.',
    details: ['If it cannot, the rule stays, the reason is printed on stderr, and the exit code is 255.'],
  },
] as const satisfies readonly OptionDefinition[];

/** The pagination options of list operations. */
export const paginationOptions = [
  {
    name: 'starting-token',
    takes: 'text',
    value: 'token',
    help: 'Continue a listing that --max-items ended, at its NextToken.',
  },
  {
    name: 'page-size',
    takes: 'integer',
    value: 'number',
    help: 'Request this many items in each call.',
    details: ['The result is the same. Smaller pages help where calls time out.'],
  },
  {
    name: 'max-items',
    takes: 'integer',
    value: 'number',
    help: 'Print at most this many items.',
    details: ['If there are more, the result has a NextToken for --starting-token.'],
    default: 'all items',
  },
] as const satisfies readonly OptionDefinition[];
