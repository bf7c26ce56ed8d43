import type { OptionDefinition } from './options.ts';

/** A command that is not an operation of the service: an own command. */
export interface OwnCommand {
  readonly name: string;
  /** The positional argument as the synopsis shows it. */
  readonly argument?: string;
  readonly options: readonly OptionDefinition[];
  readonly help: string;
}

/** An extension: prints a completion script for a shell. */
export const completionCommand: OwnCommand = {
  name: 'completion',
  argument: 'bash|zsh|fish',
  options: [],
  help: 'Print a script that completes commands, options and values in a shell. An extension.',
};

/** The rules file of the commands for many registries. */
const rulesOption: OptionDefinition = {
  name: 'rules',
  takes: 'text',
  help:
    'Read the rules from this JSON or YAML: a rule, a list of rules, or a listing; file://PATH reads a file, - ' +
    'standard input.',
};

/** The options that `plan` and `apply` share. */
const registryOptions: readonly OptionDefinition[] = [
  { ...rulesOption, required: true },
  { name: 'regions', takes: 'texts', help: 'Use these Regions, by default the Region of the run or of each profile.' },
  { name: 'profiles', takes: 'texts', help: 'Use these profiles, each with every Region.' },
  {
    name: 'accounts',
    takes: 'texts',
    help: 'Use these accounts, each with every Region, by assuming the role of --role-name in each of them.',
  },
  {
    name: 'role-name',
    takes: 'text',
    help: 'Assume the role with this name or path and name in each of the accounts.',
  },
  { name: 'concurrency', takes: 'integer', help: 'Work on this many registries at a time, 8 by default.' },
  { name: 'prune', takes: 'nothing', help: 'Delete the rules that are not in the file.' },
];

/** An extension: compares the rules of many registries with a file. */
export const planCommand: OwnCommand = {
  name: 'plan',
  options: [
    ...registryOptions,
    {
      name: 'detailed-exitcode',
      takes: 'nothing',
      help: 'Exit with 2 when a rule would be created, updated or deleted, or is in conflict.',
    },
  ],
  help: 'Compare the rules of one or many registries with a file and show what apply would do. An extension.',
};

/** An extension: changes the rules of many registries to match a file. */
export const applyCommand: OwnCommand = {
  name: 'apply',
  options: [
    ...registryOptions,
    { name: 'validate', takes: 'nothing', help: 'Have the service check every rule of the file afterwards.' },
    { name: 'yes', takes: 'nothing', help: 'Delete rules with --prune without asking.' },
  ],
  help: 'Create and update the rules of a file in one or many registries. An extension.',
};

export const exportFormats = ['rules', 'cloudformation', 'terraform'] as const;

/** An extension: writes rules for other tools. */
export const exportCommand: OwnCommand = {
  name: 'export',
  options: [
    {
      name: 'format',
      takes: 'text',
      choices: exportFormats,
      help: 'Write a rules file, the default, a CloudFormation template or a Terraform configuration.',
    },
    { ...rulesOption, help: `${rulesOption.help} By default, the rules of the registry are written.` },
  ],
  help: 'Write the rules of a registry or of a file for --rules, CloudFormation or Terraform. An extension.',
};

/** Also recognized as the first word after a command. */
export const helpCommand: OwnCommand = {
  name: 'help',
  options: [],
  help: 'Show the manual; after a command, the page of that command.',
};

export const ownCommands: readonly OwnCommand[] = [
  planCommand,
  applyCommand,
  exportCommand,
  completionCommand,
  helpCommand,
];

export function ownCommandByName(name: string): OwnCommand | undefined {
  return ownCommands.find((command) => command.name === name);
}
