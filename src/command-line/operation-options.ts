import {
  creationOptions,
  extensionOptions,
  inputOptions,
  type OptionDefinition,
  paginationOptions,
  skeletonOption,
} from '../model/options.ts';
import { commandLineName, type Member, type Operation } from '../model/shapes.ts';

/** Returns the option for an input member: `--upstream-registry-url` for `upstreamRegistryUrl`. */
export function memberOption(member: Member): OptionDefinition {
  return {
    name: commandLineName(member.name),
    // The AWS CLI converts integers of the API later, with another error message than argparse's.
    takes: member.shape.type === 'list' ? 'texts' : 'text',
    ...(member.required === true ? { required: true } : {}),
    help: member.help,
    ...member.option,
  };
}

/** Returns the input member that an option sets; undefined for any other option. */
export function memberFor(option: OptionDefinition, { input }: Operation): Member | undefined {
  return input.members.find((member) => memberOption(member).name === option.name);
}

/** Returns all options of an operation in the order of the AWS CLI's messages, with the extensions at the end. */
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
