import { memberFor, operationOptions } from '../command-line/operation-options.ts';
import { type BuiltinCommand, builtinCommands } from '../model/builtin-commands.ts';
import { builtinProse } from '../model/builtin-prose.ts';
import { upstreamRegistry } from '../model/members.ts';
import { commandName, operations } from '../model/operations.ts';
import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { prose, toolEnvironment, toolFiles } from '../model/prose.ts';
import type { Member, Operation, Shape } from '../model/shapes.ts';
import { upstreamRegistries } from '../model/upstream-registries.ts';
import type { Block, Page, Section } from './page.ts';

/** The purpose of the tool in the NAME section of its page. */
const toolPurpose = 'Amazon ECR pull through cache rules on the command line';

/** Creates a page with the sections in the AWS CLI's order. Empty sections are omitted. */
export function page(name: string, purpose: string, sections: readonly (readonly [string, readonly Block[]])[]): Page {
  const written: Section[] = sections
    .filter(([, blocks]) => blocks.length > 0)
    .map(([title, blocks]) => ({ title, blocks }));
  return { name, purpose, sections: [{ title: 'NAME', blocks: [paragraph(`${name} - ${purpose}`)] }, ...written] };
}

/** Returns the page of the tool, with its commands and global options. */
export function toolPage(): Page {
  return page('ecr', toolPurpose, [
    [
      'DESCRIPTION',
      [
        paragraph(
          'Works like the commands of the same names in `aws ecr`: the same options, settings, output and exit codes.',
        ),
        paragraph(
          '`ecr <command> help` shows the page of a command. Options can be abbreviated if the abbreviation is ' +
            'unambiguous. Extensions, which the AWS CLI does not have, cannot be abbreviated.',
        ),
      ],
    ],
    ['SYNOPSIS', [code('ecr [options] <command> [parameters]')]],
    [
      'COMMANDS',
      [
        ...operations.map((operation) => entry(commandName(operation), operation.help)),
        ...builtinCommands.map((command) => entry(ownSignature(command), command.help)),
      ],
    ],
    ['GLOBAL OPTIONS', globalEntries()],
    [
      'EXAMPLES',
      exampleBlocks([{ title: 'Complete on the tab key, in this shell', command: 'eval "$(ecr completion bash)"' }]),
    ],
    ['EXIT CODES', exitCodes],
    ['ENVIRONMENT', toolEnvironment.map(([term, text]) => entry(term, text))],
    ['FILES', toolFiles.map(([term, text]) => entry(term, text))],
    ['SEE ALSO', seeAlso([...operations.map(commandName), ...ownPages.map(({ name }) => name), 'local'], [])],
  ]);
}

/** Returns the page of an operation. */
export function operationPage(operation: Operation): Page {
  const { description = [], examples = [] } = prose[operation.name] ?? {};
  const options = operationOptions(operation);
  return page(`ecr-${commandName(operation)}`, withoutStop(operation.help), [
    ['DESCRIPTION', [paragraph(operation.help), ...description.map(paragraph)]],
    ['SYNOPSIS', [code(synopsis(commandName(operation), options))]],
    ['OPTIONS', options.map((option) => optionEntry(option, operation))],
    ['UPSTREAM REGISTRIES', operation.input.members.includes(upstreamRegistry) ? registryTable() : []],
    ['GLOBAL OPTIONS', globalEntries()],
    ['EXAMPLES', exampleBlocks(examples)],
    ['OUTPUT', outputEntries(operation.output.members)],
    ['SEE ALSO', seeAlso(operations.filter((other) => other !== operation).map(commandName))],
  ]);
}

/** Returns the page of a builtin command. */
export function builtinCommandPage(command: BuiltinCommand): Page {
  const { description = [], examples = [], output = [], exitCodes: codes = [] } = builtinProse[command.name] ?? {};
  return page(`ecr-${command.name}`, withoutStop(command.help), [
    [
      'DESCRIPTION',
      [
        paragraph(command.help),
        ...description.map(paragraph),
        ...(command.extension === true ? [paragraph('An extension: the AWS CLI has no such command.')] : []),
      ],
    ],
    ['SYNOPSIS', [code(synopsis(ownSignature(command), command.options))]],
    ['OPTIONS', command.options.map((option) => entry(signature(option), ...optionTexts(option)))],
    ['GLOBAL OPTIONS', globalEntries()],
    ['EXAMPLES', exampleBlocks(examples)],
    ['OUTPUT', output.map(([term, text]) => entry(term, text))],
    ['EXIT CODES', codes.map(([term, text]) => entry(term, text))],
    ['SEE ALSO', seeAlso(ownPages.filter((other) => other !== command).map(({ name }) => name))],
  ]);
}

/** The builtin commands that have a page. `help` shows pages and has none. */
const ownPages = builtinCommands.filter(({ name }) => builtinProse[name] !== undefined);

/** Refers to other pages as manual pages do: by default to the page of the tool, and to those of commands. */
export function seeAlso(commands: readonly string[], first: readonly string[] = ['ecr']): Block[] {
  return [paragraph([...first, ...commands.map((name) => `ecr-${name}`)].map((name) => `${name}(1)`).join(', '))];
}

function ownSignature({ name, argument }: BuiltinCommand): string {
  return argument === undefined ? name : `${name} ${argument}`;
}

/** Returns all pages, with the page of the tool first. */
export function allPages(): Page[] {
  return [toolPage(), ...operations.map(operationPage), ...ownPages.map(builtinCommandPage)];
}

function synopsis(command: string, options: readonly OptionDefinition[]): string {
  const words = options.map((option) => (option.required === true ? signature(option) : `[${signature(option)}]`));
  return [`ecr ${command}`, ...words.map((word) => `    ${word}`), '    [global options]'].join('\n');
}

/** Returns an option with a placeholder for its value. */
export function signature({ name, takes, value = 'value' }: OptionDefinition): string {
  const placeholder = {
    nothing: '',
    text: ` <${value}>`,
    integer: ` <${value}>`,
    texts: ` <${value}>...`,
    'optional text': ` [<${value}>]`,
  }[takes];
  return `--${name}${placeholder}`;
}

function optionEntry(option: OptionDefinition, operation: Operation): Block {
  return entry(signature(option), ...optionTexts(option, memberFor(option, operation)));
}

/** Returns the description of an option for the manual and for the help panel of the prompt. */
export function optionTexts(option: OptionDefinition, member?: Member): string[] {
  const facts = [
    option.required === true ? 'Required.' : '',
    member === undefined ? '' : boundsInWords(member.shape),
    option.choices === undefined || explainsChoices(option) ? '' : `One of: ${option.choices.join(', ')}.`,
    option.implied === undefined ? '' : `Without a value: ${option.implied}.`,
    option.default === undefined ? '' : `Default: ${option.default}.`,
    option.extension === true ? 'An extension: the AWS CLI has no such option.' : '',
  ].filter((fact) => fact !== '');
  return [option.help, ...(option.details ?? []), ...(facts.length === 0 ? [] : [facts.join(' ')])];
}

/** Returns whether the details of an option have a line for each of its choices. */
function explainsChoices({ choices = [], details = [] }: OptionDefinition): boolean {
  return choices.every((choice) => details.some((line) => line.startsWith(`${choice}: `)));
}

function boundsInWords(shape: Shape): string {
  const between = (min: number | undefined, max: number | undefined, what: string) => {
    if (min !== undefined && max !== undefined) return `${String(min)} to ${String(max)} ${what}.`;
    return max === undefined ? '' : `At most ${String(max)} ${what}.`;
  };
  switch (shape.type) {
    case 'string':
      return shape.enumeration === undefined
        ? between(shape.min, shape.max, 'characters')
        : `One of: ${shape.enumeration.join(', ')}.`;
    case 'integer':
      return shape.min === undefined || shape.max === undefined
        ? ''
        : `From ${String(shape.min)} to ${String(shape.max)}.`;
    case 'list':
      return between(shape.min, shape.max, 'values, separated by spaces');
    case 'boolean':
    case 'timestamp':
    case 'structure':
      return '';
  }
}

function globalEntries(): Block[] {
  return globalOptions.map((option: OptionDefinition) => entry(signature(option), ...optionTexts(option)));
}

function registryTable(): Block[] {
  return [
    paragraph('Where a secret is required, `--credential-arn` names it.'),
    {
      kind: 'table',
      headers: ['Registry', 'URL', 'Secret'],
      rows: upstreamRegistries.map(({ name, host, needsSecret }) => [name, host, needsSecret ? 'required' : '']),
    },
  ];
}

function outputEntries(members: readonly Member[]): Block[] {
  return members.flatMap(({ name, shape, help }) => {
    const own = entry(`${name} (${shape.type})`, help);
    const within = shape.type === 'list' ? shape.member : shape;
    return within.type === 'structure'
      ? [own, ...within.members.map((one) => entry(`${name}[].${one.name} (${one.shape.type})`, one.help))]
      : [own];
  });
}

export function exampleBlocks(examples: readonly { readonly title: string; readonly command: string }[]): Block[] {
  return examples.flatMap(({ title, command }) => [paragraph(`${title}:`), code(command)]);
}

const exitCodes: readonly Block[] = [
  entry('0', 'The command succeeded.'),
  entry('130', 'The command was interrupted by Ctrl-C; 143 by SIGTERM, 129 by SIGHUP.'),
  entry('252', 'The command line or a parameter is invalid. Nothing was sent.'),
  entry('253', 'The Region or the credentials are missing, or a setting is invalid.'),
  entry('254', 'The service returned an error.'),
  entry('255', 'Any other failure, such as a network error, an unknown profile or a malformed settings file.'),
];

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

export function code(text: string): Block {
  return { kind: 'code', text };
}

export function entry(term: string, ...texts: string[]): Block {
  return { kind: 'entry', term, texts };
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
