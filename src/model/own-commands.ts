/** A command that is no operation of the service. */
export interface OwnCommand {
  readonly name: string;
  /** What follows the name. */
  readonly takes?: string;
  readonly help: string;
}

/** An extension: prints a completion script for a shell. */
export const completionCommand: OwnCommand = {
  name: 'completion',
  takes: 'bash|zsh|fish',
  help: 'Prints a script that completes commands, options and values in a shell. An extension.',
};

/** May stand where a command or a command's first word may stand. */
export const helpCommand: OwnCommand = {
  name: 'help',
  help: 'Shows the manual; after a command, the page of that command.',
};

export const ownCommands: readonly OwnCommand[] = [completionCommand, helpCommand];
