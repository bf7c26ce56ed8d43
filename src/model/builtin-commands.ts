import type { OptionDefinition } from './options.ts';
import { namesWithSecret } from './upstream-registries.ts';

/** A command that is not an operation of the service: a builtin command. */
export interface BuiltinCommand {
  readonly name: string;
  /** The positional argument as the synopsis shows it. */
  readonly argument?: string;
  /** Whether the argument may be given many times. */
  readonly takesMany?: true;
  readonly options: readonly OptionDefinition[];
  /** One sentence, starting with a verb. */
  readonly help: string;
  /** Advice for options of similar commands that this one lacks. */
  readonly otherOptions?: Readonly<Record<string, string>>;
  /** Whether the AWS CLI lacks the command. */
  readonly extension?: true;
  /** Whether a word that the command does not know may be a secret, so that no message, log or history may hold it. */
  readonly hidesWords?: true;
}

/** An extension: prints a completion script for a shell. */
export const completionCommand: BuiltinCommand = {
  name: 'completion',
  argument: 'bash|zsh|fish',
  options: [],
  help: 'Print a script that completes commands, options and values in a shell.',
  extension: true,
};

/** The rules file of the commands for many registries. */
const rulesOption: OptionDefinition = {
  name: 'rules',
  takes: 'text',
  value: 'rules',
  help: 'Read the rules from JSON or YAML: file://PATH, - for standard input, or the text itself.',
  details: ['A rule, a list of rules, or the output of describe-pull-through-cache-rules.'],
};

/** The options that choose registries. */
const registryOptions: readonly OptionDefinition[] = [
  {
    name: 'regions',
    takes: 'texts',
    value: 'region',
    help: 'Use the registries in these Regions, separated by spaces.',
    default: 'the Region of each profile, or of the run',
  },
  {
    name: 'profiles',
    takes: 'texts',
    value: 'name',
    help: 'Use the registries of these profiles, separated by spaces.',
    details: ['Each profile is combined with every Region.'],
    default: 'the profile of the run',
  },
  {
    name: 'accounts',
    takes: 'texts',
    value: 'account',
    help: 'Use the registries of these accounts, separated by spaces.',
    details: ['The role of --role-name is assumed in each account. Each account is combined with every Region.'],
  },
  {
    name: 'role-name',
    takes: 'text',
    value: 'role',
    help: 'Assume this role in each of the accounts.',
    details: ['The name of the role, with its path if it has one, such as deploy/RegistryAdmin; not its ARN.'],
  },
  {
    name: 'concurrency',
    takes: 'integer',
    value: 'number',
    help: 'Work on this many registries at a time.',
    default: '8',
  },
];

const fileAdvice = 'To read the rules from a file, use: --rules file://PATH';
const fileOptions = { '-f': fileAdvice, '--file': fileAdvice, '--filename': fileAdvice };

/** An extension: compares the rules of many registries with a file. */
export const planCommand: BuiltinCommand = {
  name: 'plan',
  options: [
    { ...rulesOption, required: true },
    ...registryOptions,
    {
      name: 'prune',
      takes: 'nothing',
      help: 'Show the deletion of the rules that are not in the file.',
    },
    {
      name: 'detailed-exitcode',
      takes: 'nothing',
      help: 'Exit with 2 when a rule would be created, updated or deleted, or is in conflict.',
    },
  ],
  help: 'Compare the rules of one or many registries with a file and show what apply would do.',
  otherOptions: { ...fileOptions, '--dry-run': 'plan changes nothing: leave --dry-run out.' },
  extension: true,
};

/** An extension: changes the rules of many registries to match a file. */
export const applyCommand: BuiltinCommand = {
  name: 'apply',
  options: [
    { ...rulesOption, required: true },
    ...registryOptions,
    {
      name: 'prune',
      takes: 'nothing',
      help: 'Delete the rules that are not in the file.',
      details: ['On a terminal, apply asks first. Elsewhere, --yes is required.'],
    },
    { name: 'validate', takes: 'nothing', help: 'Have the service check every rule of the file afterwards.' },
    { name: 'yes', takes: 'nothing', help: 'Delete rules with --prune without asking.' },
  ],
  help: 'Create and update the rules of a file in one or many registries.',
  otherOptions: {
    ...fileOptions,
    '--dry-run': 'To see what apply would do, use: ecr plan',
    '--auto-approve': 'apply asks only before --prune deletes rules. To answer in advance, use: --yes',
    '-y': 'To delete rules with --prune without a question, use: --yes',
  },
  extension: true,
};

export const exportFormats = ['rules', 'cloudformation', 'terraform'] as const;

/** An extension: writes rules for other tools. */
export const exportCommand: BuiltinCommand = {
  name: 'export',
  options: [
    {
      name: 'format',
      takes: 'text',
      value: 'format',
      choices: exportFormats,
      extension: true,
      help: 'Write a rules file, a CloudFormation template or a Terraform configuration.',
      default: 'rules',
    },
    { ...rulesOption, default: 'the rules of the registry' },
  ],
  help: 'Write the rules of a registry or of a file as a rules file, or for CloudFormation or Terraform.',
  extension: true,
};

/** As in the AWS CLI. */
export const loginPasswordCommand: BuiltinCommand = {
  name: 'get-login-password',
  options: [],
  help: 'Print a password with which container clients log in to your registry.',
};

/** An extension: prints the references through which images are pulled from the cache. */
export const imageUriCommand: BuiltinCommand = {
  name: 'image-uri',
  argument: '<image>...',
  takesMany: true,
  options: [
    { ...rulesOption, default: 'the rules of the registry' },
    {
      name: 'registry-id',
      takes: 'text',
      value: 'account',
      help: 'Use the registry of this AWS account.',
      default: 'the account of the rules',
    },
    { name: 'keep-unmatched', takes: 'nothing', help: 'Print images that no rule covers as they are.' },
    { name: 'registry-host', takes: 'nothing', help: 'Print only the host of the registry, for `docker login`.' },
  ],
  help: 'Print the references through which images of upstream registries are pulled from the cache.',
  extension: true,
};

/** An extension: creates or renews the secret that a rule needs. */
export const putUpstreamSecretCommand: BuiltinCommand = {
  name: 'put-upstream-secret',
  options: [
    {
      name: 'upstream-registry',
      takes: 'text',
      value: 'name',
      required: true,
      known: namesWithSecret,
      help: 'Store the credentials for this upstream registry.',
      details: [`One of: ${namesWithSecret.join(', ')}. The other upstream registries need no secret.`],
    },
    {
      name: 'username',
      takes: 'text',
      value: 'name',
      required: true,
      known: [],
      help: 'Log in to the upstream registry with this user name.',
    },
    {
      name: 'access-token',
      takes: 'text',
      value: 'source',
      help: 'Read the access token from standard input with -, or from file://PATH.',
      details: ['The token itself is refused, because other programs can read a command line.'],
      default: 'a question on the terminal',
    },
    {
      name: 'secret-name',
      takes: 'text',
      value: 'name',
      known: [],
      help: 'Use this name for the secret.',
      details: ['If it does not begin with ecr-pullthroughcache/, that is added.'],
      default: 'ecr-pullthroughcache/, followed by the name of the upstream registry',
    },
    ...registryOptions,
  ],
  help: 'Create or renew the secret of an upstream registry in one or many registries.',
  extension: true,
  hidesWords: true,
};

/** Also recognized as the first word after a command. */
export const helpCommand: BuiltinCommand = {
  name: 'help',
  options: [],
  help: 'Show the manual; after a command, the page of that command.',
};

export const builtinCommands: readonly BuiltinCommand[] = [
  planCommand,
  applyCommand,
  exportCommand,
  putUpstreamSecretCommand,
  imageUriCommand,
  loginPasswordCommand,
  completionCommand,
  helpCommand,
];

export function builtinCommandByName(name: string): BuiltinCommand | undefined {
  return builtinCommands.find((command) => command.name === name);
}

/** Returns whether a command line, which zsh may pass as one word, has a command whose unknown words may be secrets. */
export function hidesWords(argv: readonly string[]): boolean {
  return argv.some((word) => word.split(/\s+/).some((part) => builtinCommandByName(part)?.hidesWords === true));
}
