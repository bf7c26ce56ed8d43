/** What an option takes after its name. */
export type Takes = 'nothing' | 'text' | 'integer' | 'texts' | 'optional text';

/** An option of the command line, as data: the parser, the messages, help and completion follow from it. */
export interface OptionDefinition {
  /** Without its dashes, such as `endpoint-url`. */
  readonly name: string;
  readonly takes: Takes;
  readonly choices?: readonly string[];
  /** What stands for the value where the option is given without one. */
  readonly implied?: string;
  /** Whether the AWS CLI lacks it. Then it must be written in full, so that the AWS CLI's abbreviations keep their meaning. */
  readonly extension?: true;
  /** Whether it is answered at once, whatever else the command line says. */
  readonly final?: true;
  /** Whether a command of the tool needs it; for operations, the members say so. */
  readonly required?: true;
  readonly help: string;
}

export const outputFormats = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export const errorFormats = ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'] as const;
export const skeletonKinds = ['input', 'output', 'yaml-input'] as const;
export const binaryFormats = ['base64', 'raw-in-base64-out'] as const;
export const timestampFormats = ['iso8601', 'wire'] as const;
export const colorModes = ['on', 'off', 'auto'] as const;

/** The options that every command accepts, in the AWS CLI's order, in which messages list them. */
export const globalOptions = [
  { name: 'debug', takes: 'nothing', help: 'Writes what the tool does to stderr, step by step.' },
  { name: 'endpoint-url', takes: 'text', help: 'Sends the request to this URL instead of the endpoint of the Region.' },
  { name: 'no-verify-ssl', takes: 'nothing', help: 'Does not check the certificate of the endpoint.' },
  { name: 'no-paginate', takes: 'nothing', help: 'Makes one call only, where a listing would go on over several.' },
  { name: 'output', takes: 'text', choices: outputFormats, help: 'The format in which the result is printed.' },
  { name: 'query', takes: 'text', help: 'A JMESPath expression that picks what is printed of the result.' },
  { name: 'profile', takes: 'text', help: 'The profile whose settings and credentials are used.' },
  { name: 'region', takes: 'text', help: 'The Region to call, over what the environment and files say.' },
  { name: 'version', takes: 'nothing', final: true, help: 'Prints the version of this tool.' },
  { name: 'color', takes: 'text', choices: colorModes, help: 'Whether output is coloured.' },
  {
    name: 'no-sign-request',
    takes: 'nothing',
    help: 'Sends the request without a signature, and looks for no credentials.',
  },
  { name: 'ca-bundle', takes: 'text', help: 'A file of certificates to trust when the endpoint is checked.' },
  {
    name: 'cli-read-timeout',
    takes: 'integer',
    help: 'How many seconds to wait for an answer; 0 waits for ever. The default is 60.',
  },
  {
    name: 'cli-connect-timeout',
    takes: 'integer',
    help: 'How many seconds to wait for a connection; 0 waits for ever. The default is 60.',
  },
  {
    name: 'cli-binary-format',
    takes: 'text',
    choices: binaryFormats,
    help: 'How binary values are written on the command line.',
  },
  { name: 'no-cli-pager', takes: 'nothing', help: 'Prints the result without a pager.' },
  { name: 'cli-auto-prompt', takes: 'nothing', help: 'Asks for the command and its options on the terminal.' },
  { name: 'no-cli-auto-prompt', takes: 'nothing', help: 'Does not ask, whatever the settings say.' },
  { name: 'cli-error-format', takes: 'text', choices: errorFormats, help: 'The format in which errors are printed.' },
] as const satisfies readonly OptionDefinition[];

/** The options that an operation has beside those of its members. */
export const inputOptions = [
  {
    name: 'cli-input-json',
    takes: 'text',
    help: 'Reads the parameters from this JSON text; options on the command line win.',
  },
  {
    name: 'cli-input-yaml',
    takes: 'text',
    help: 'Reads the parameters from this YAML text; options on the command line win.',
  },
] as const satisfies readonly OptionDefinition[];

export const skeletonOption = {
  name: 'generate-cli-skeleton',
  takes: 'optional text',
  choices: skeletonKinds,
  implied: 'input',
  help: 'Prints a sample of the input or of the output, and sends nothing.',
} as const satisfies OptionDefinition;

/** What every operation accepts beyond the AWS CLI. */
export const extensionOptions = [
  {
    name: 'dry-run',
    takes: 'nothing',
    extension: true,
    help: 'Checks everything, prints what would be sent, and sends nothing.',
  },
] as const satisfies readonly OptionDefinition[];

export const existsModes = ['fail', 'keep', 'update'] as const;

/** What an operation that makes something accepts beyond the AWS CLI. */
export const creationOptions = [
  {
    name: 'if-exists',
    takes: 'text',
    choices: existsModes,
    extension: true,
    help: 'What to do when it is there already: fail, the default, keeps to what the service does; keep prints it as it stands and warns of what differs; update gives it the secret or the role that was asked for.',
  },
  {
    name: 'validate',
    takes: 'nothing',
    extension: true,
    help: 'Has the service check afterwards that it can be used; ends with 255 where it cannot, and leaves it there.',
  },
] as const satisfies readonly OptionDefinition[];

/** What a listing operation accepts in addition. */
export const paginationOptions = [
  {
    name: 'starting-token',
    takes: 'text',
    help: 'Where to go on: the token that an earlier, cut off listing ended with.',
  },
  { name: 'page-size', takes: 'integer', help: 'How many entries to ask for in one call.' },
  { name: 'max-items', takes: 'integer', help: 'How many entries to print at most.' },
] as const satisfies readonly OptionDefinition[];
