/** The kind of value that an option takes. */
export type Takes = 'nothing' | 'text' | 'integer' | 'texts' | 'optional text';

/** The definition of an option. The parser, error messages, help and completion are built from it. */
export interface OptionDefinition {
  /** The name without dashes, such as `endpoint-url`. */
  readonly name: string;
  readonly takes: Takes;
  readonly choices?: readonly string[];
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
  readonly help: string;
}

export const outputFormats = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export const errorFormats = ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'] as const;
export const skeletonKinds = ['input', 'output', 'yaml-input'] as const;
export const binaryFormats = ['base64', 'raw-in-base64-out'] as const;
export const timestampFormats = ['iso8601', 'wire'] as const;
export const colorModes = ['on', 'off', 'auto'] as const;

/** The options of every command, in the order of the AWS CLI's messages. */
export const globalOptions = [
  { name: 'debug', takes: 'nothing', help: 'Write a debug log to stderr.' },
  { name: 'endpoint-url', takes: 'text', help: 'Send requests to this URL instead of the endpoint of the Region.' },
  { name: 'no-verify-ssl', takes: 'nothing', help: 'Skip the check of the certificate of the ECR endpoint.' },
  { name: 'no-paginate', takes: 'nothing', help: 'Return only the first page of results.' },
  { name: 'output', takes: 'text', choices: outputFormats, help: 'Print the result in this format.' },
  { name: 'query', takes: 'text', help: 'Print only the part of the result that this JMESPath expression selects.' },
  { name: 'profile', takes: 'text', help: 'Use the settings and credentials of this profile.' },
  { name: 'region', takes: 'text', help: 'Call this Region instead of the one in the environment or the profile.' },
  { name: 'version', takes: 'nothing', final: true, help: 'Print the version of this tool.' },
  { name: 'color', takes: 'text', choices: colorModes, help: 'Turn colored output on or off.' },
  {
    name: 'no-sign-request',
    takes: 'nothing',
    help: 'Send requests without a signature. Credentials are not loaded.',
  },
  {
    name: 'ca-bundle',
    takes: 'text',
    help: 'Trust the certificates in this file, in PEM format, instead of the default ones.',
  },
  {
    name: 'cli-read-timeout',
    takes: 'integer',
    help: 'Wait this many seconds for a response, 60 by default; 0 is no limit.',
  },
  {
    name: 'cli-connect-timeout',
    takes: 'integer',
    help: 'Wait this many seconds for a connection, 60 by default; 0 is no limit.',
  },
  {
    name: 'cli-binary-format',
    takes: 'text',
    choices: binaryFormats,
    help: 'Read binary values on the command line in this format.',
  },
  { name: 'no-cli-pager', takes: 'nothing', help: 'Print the result without a pager.' },
  { name: 'cli-auto-prompt', takes: 'nothing', help: 'Prompt for the command and its options.' },
  { name: 'no-cli-auto-prompt', takes: 'nothing', help: 'Never prompt, even where the settings turn the prompt on.' },
  { name: 'cli-error-format', takes: 'text', choices: errorFormats, help: 'Print errors in this format.' },
] as const satisfies readonly OptionDefinition[];

/** The options that read all parameters of an operation at once. */
export const inputOptions = [
  {
    name: 'cli-input-json',
    takes: 'text',
    help:
      'Read the parameters from this JSON, or from standard input for -. Options on the command line take ' +
      'precedence.',
  },
  {
    name: 'cli-input-yaml',
    takes: 'text',
    help:
      'Read the parameters from this YAML, or from standard input for -. Options on the command line take ' +
      'precedence.',
  },
] as const satisfies readonly OptionDefinition[];

export const skeletonOption = {
  name: 'generate-cli-skeleton',
  takes: 'optional text',
  choices: skeletonKinds,
  implied: 'input',
  help: 'Print a sample of the input or of the output, and send nothing.',
} as const satisfies OptionDefinition;

/** Extensions: options of every operation that the AWS CLI lacks. */
export const extensionOptions = [
  {
    name: 'dry-run',
    takes: 'nothing',
    extension: true,
    help: 'Check everything and print the request, but send nothing.',
  },
] as const satisfies readonly OptionDefinition[];

export const existsModes = ['fail', 'keep', 'update'] as const;

/** Extensions: options of create operations. */
export const creationOptions = [
  {
    name: 'if-exists',
    takes: 'text',
    choices: existsModes,
    extension: true,
    help:
      'Choose what happens if the rule exists: fail, the default, reports an error; keep prints the existing rule ' +
      'and warns about differences; update changes its secret or role.',
  },
  {
    name: 'validate',
    takes: 'nothing',
    extension: true,
    help: 'Have the service check the rule afterwards. If the check fails, the rule stays and the exit code is 255.',
  },
] as const satisfies readonly OptionDefinition[];

/** The pagination options of list operations. */
export const paginationOptions = [
  {
    name: 'starting-token',
    takes: 'text',
    help: 'Continue an earlier listing at this token.',
  },
  { name: 'page-size', takes: 'integer', help: 'Request this many items in each call.' },
  { name: 'max-items', takes: 'integer', help: 'Print at most this many items.' },
] as const satisfies readonly OptionDefinition[];
