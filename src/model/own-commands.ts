import type { OptionDefinition } from './options.ts';

/** A command that is not an operation of the service. */
export interface OwnCommand {
  readonly name: string;
  /** The argument after the name, as the synopsis shows it. */
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

/** Also recognized as the first word after a command. */
export const helpCommand: OwnCommand = {
  name: 'help',
  options: [],
  help: 'Show the manual; after a command, the page of that command.',
};

export const ownCommands: readonly OwnCommand[] = [completionCommand, helpCommand];

export function ownCommandByName(name: string): OwnCommand | undefined {
  return ownCommands.find((command) => command.name === name);
}
