import { Command, Option } from 'commander';

import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { commandName } from '../model/operations.ts';
import type { Operation } from '../model/shapes.ts';
import type { GlobalOptions, OperationOptions } from '../model/option-values.ts';
import type { Invocation } from './invocation.ts';
import { operationOptions } from './operation-options.ts';
import { integerValue } from '../python/int.ts';
import type { OptionWords } from '../model/option-values.ts';

/**
 * Binds the words of a command line to typed values with commander, over options that come from the model. The
 * words have been through the AWS CLI's habits already (`words.ts`), so each comes here in its full form; commander
 * is told only of the options that were given, because thirty would cost half a millisecond of every run.
 */
export function bind(globals: OptionWords, operation: Operation, given: OptionWords): Invocation {
  const program = new Command('ecr');
  for (const definition of globalOptions)
    if (globals.has(definition.name)) program.addOption(commanderOption(definition));
  const command = new Command(commandName(operation));
  for (const definition of operationOptions(operation))
    if (given.has(definition.name)) command.addOption(commanderOption(definition));

  program.parseOptions(canonicalWords(globals));
  command.parseOptions(canonicalWords(given));

  const values = command.opts<Readonly<Record<string, string | readonly string[] | true>>>();
  const members = new Map<string, string | readonly string[]>();
  for (const member of operation.input.members) {
    const value = values[member.name];
    if (value !== undefined) members.set(member.name, value === true ? [] : value);
  }
  return { operation, globals: program.opts<GlobalOptions>(), options: command.opts<OperationOptions>(), members };
}

/** A definition of the model as commander has it. */
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

/** Every value tied to its option by `=`, so that none can be taken for an option. */
function canonicalWords(given: OptionWords): string[] {
  return [...given].flatMap(([name, values]) =>
    values.length === 0 ? [`--${name}`] : values.map((value) => `--${name}=${value}`),
  );
}
