import { operationOptions } from '../command-line/operation-options.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { upstreamRegistry } from '../model/members.ts';
import { commandName, operations } from '../model/operations.ts';
import type { Operation } from '../model/shapes.ts';
import { upstreamRegistries } from '../model/upstream-registries.ts';

/** What `ecr help` and `ecr <command> help` print: the commands, or the options of one. */
export function helpText(operation: Operation | undefined): string {
  const own =
    operation === undefined
      ? ['usage: ecr [options] <command> [parameters]', '', 'Commands:', ...operations.map((one) => entry(commandName(one), one.help))]
      : [`usage: ecr ${commandName(operation)} [options]`, '', operation.help, '', 'Options:', ...optionEntries(operation), ...registryEntries(operation)];
  return [...own, '', 'Global options:', ...globalOptions.map((option: OptionDefinition) => entry(signature(option), option.help)), ''].join('\n');
}

function optionEntries(operation: Operation): string[] {
  const required = new Set(operation.input.members.filter((member) => member.required === true).map((member) => member.help));
  return operationOptions(operation).map((option) =>
    entry(signature(option), `${option.help}${required.has(option.help) ? ' Required.' : ''}${option.extension === true ? ' An extension: the AWS CLI has no such option.' : ''}`),
  );
}

/** The upstream registries, where an operation can name one. */
function registryEntries({ input }: Operation): string[] {
  if (!input.members.includes(upstreamRegistry)) return [];
  const entries = upstreamRegistries.map(({ name, host, needsSecret }) => entry(name, `${host}${needsSecret ? '; needs --credential-arn' : ''}`));
  return ['', 'Upstream registries, by name, with the URL to give:', ...entries];
}

function signature({ name, takes }: OptionDefinition): string {
  const value = { nothing: '', text: ' <value>', integer: ' <number>', texts: ' <value>...', 'optional text': ' [<value>]' }[takes];
  return `--${name}${value}`;
}

function entry(title: string, text: string): string {
  return `  ${title}\n      ${text}`;
}
