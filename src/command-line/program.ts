import { Command, CommanderError, Option } from 'commander';

import { type BuiltinCommand, builtinCommands } from '../model/builtin-commands.ts';
import { type Outcome, UsageError } from '../model/errors.ts';
import { commandName, operations } from '../model/operations.ts';
import type { GlobalOptions, OperationOptions, OptionWords } from '../model/option-values.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import type { Operation } from '../model/shapes.ts';
import { integerValue } from '../python/integers.ts';
import { programName, usage } from './argparse.ts';
import type { CommandWords } from './command-words.ts';
import type { BuiltinInvocation, Invocation } from './invocation.ts';
import { memberOption, operationOptions } from './operation-options.ts';

/** The functions that commander calls for operations and builtin commands. */
export interface Actions {
  operation(invocation: Invocation): Promise<Outcome>;
  builtin(invocation: BuiltinInvocation): Promise<Outcome>;
}

type RunnableWords = CommandWords & { readonly kind: 'operation' | 'builtin' };

/**
 * Runs a command line with commander, which converts the values to their types and calls the action. The program has
 * the global options, and a subcommand for each operation and builtin command. Only the subcommand on the command line gets
 * its options, because defining all of them takes as long as the rest of the program.
 *
 * @throws UsageError for a command line that commander refuses
 */
export async function runProgram(words: RunnableWords, actions: Actions): Promise<Outcome> {
  let outcome: Outcome = 'success';
  const program = globalProgram();
  const add = (name: string, help: string, act: (command: Command) => Promise<Outcome>) =>
    program
      .command(name)
      .description(help)
      .action(async (...values: readonly unknown[]) => {
        const command = values.at(-1);
        if (command instanceof Command) outcome = await act(command);
      });
  for (const operation of operations) {
    const command = add(commandName(operation), operation.help, (bound) =>
      actions.operation(operationInvocation(operation, bound)),
    );
    if (words.kind === 'operation' && words.operation === operation) addOptions(command, operationOptions(operation));
  }
  for (const builtin of builtinCommands) {
    const command = add(builtin.name, builtin.help, (bound) => actions.builtin(builtinInvocation(builtin, bound)));
    if (builtin.argument !== undefined) command.argument('[words...]');
    if (words.kind === 'builtin' && words.command === builtin) addOptions(command, builtin.options);
  }
  try {
    await program.parseAsync(canonicalWords(words), { from: 'user' });
  } catch (error) {
    throw error instanceof CommanderError ? new UsageError(error.message.replace(/^error: /, ''), usage) : error;
  }
  return outcome;
}

/** Returns the typed values of the global options. */
export function globalValues(globals: OptionWords): GlobalOptions {
  const program = globalProgram();
  program.parseOptions(optionWords(globals));
  return program.opts<GlobalOptions>();
}

/** Errors of commander are thrown instead of printed. Its subcommands inherit this. */
function globalProgram(): Command {
  const program = new Command(programName).helpOption(false).helpCommand(false);
  program.exitOverride().configureOutput({ outputError: () => undefined });
  addOptions(program, globalOptions);
  return program;
}

function operationInvocation(operation: Operation, command: Command): Invocation {
  const values = command.opts<Readonly<Record<string, string | readonly string[] | true>>>();
  const members = new Map<string, string | readonly string[]>();
  for (const member of operation.input.members) {
    const flag = `--${memberOption(member).name}`;
    // commander derives its own name from the flag, which is not always the API's.
    const value = values[command.options.find(({ long }) => long === flag)?.attributeName() ?? ''];
    if (value !== undefined) members.set(member.name, value === true ? [] : value);
  }
  return { operation, globals: parentValues(command), options: command.opts<OperationOptions>(), members };
}

function builtinInvocation(command: BuiltinCommand, bound: Command): BuiltinInvocation {
  return { command, globals: parentValues(bound), words: bound.args, options: bound.opts() };
}

function parentValues(command: Command): GlobalOptions {
  return command.parent?.opts<GlobalOptions>() ?? {};
}

function addOptions(command: Command, definitions: readonly OptionDefinition[]): void {
  for (const definition of definitions) command.addOption(commanderOption(definition));
}

/** Converts an option of the model to a commander option. */
function commanderOption(definition: OptionDefinition): Option {
  const flag = `--${definition.name}`;
  switch (definition.takes) {
    case 'nothing':
      return new Option(flag, definition.help);
    case 'text':
      return new Option(`${flag} <value>`, definition.help);
    case 'integer':
      return new Option(`${flag} <value>`, definition.help).argParser(integerValue);
    case 'texts':
      return new Option(`${flag} [values...]`, definition.help);
    case 'optional text': {
      const option = new Option(`${flag} [value]`, definition.help);
      return definition.implied === undefined ? option : option.preset(definition.implied);
    }
  }
}

function canonicalWords(words: RunnableWords): string[] {
  const name = words.kind === 'operation' ? commandName(words.operation) : words.command.name;
  const positional = words.kind === 'builtin' && words.words.length > 0 ? ['--', ...words.words] : [];
  return [...optionWords(words.globals), name, ...optionWords(words.options), ...positional];
}

/** Writes options as `--name=value`, so that commander does not take a value for an option. */
function optionWords(options: OptionWords): string[] {
  return [...options].flatMap(([name, values]) =>
    values.length === 0 ? [`--${name}`] : values.map((value) => `--${name}=${value}`),
  );
}
