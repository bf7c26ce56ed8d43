import { commandLineName } from '../model/naming.ts';
import {
  creationOptions,
  extensionOptions,
  inputOptions,
  paginationOptions,
  skeletonOption,
  type OptionDefinition,
} from '../model/options.ts';
import type { Member, Operation } from '../model/shapes.ts';

/** The option of an input member: `--upstream-registry-url` for `upstreamRegistryUrl`. */
export function memberOption(member: Member): OptionDefinition {
  return {
    name: commandLineName(member.name),
    // An integer of the API stays text here: the AWS CLI converts it later, with a message of its own.
    takes: member.shape.type === 'list' ? 'texts' : 'text',
    help: member.help,
  };
}

/** The input member that an option is for. */
export function memberFor(option: OptionDefinition, { input }: Operation): Member | undefined {
  return input.members.find((member) => memberOption(member).name === option.name);
}

/** All options of an operation, in the order in which the AWS CLI lists them in messages; the extensions last. */
export function operationOptions(operation: Operation): readonly OptionDefinition[] {
  return [
    ...operation.input.members.map(memberOption),
    ...inputOptions,
    ...(operation.paginator === undefined ? [] : paginationOptions),
    skeletonOption,
    ...extensionOptions,
    ...(operation.existsError === undefined ? [] : creationOptions),
  ];
}
