import { partition } from '@aws-sdk/core/client';

import { usage } from '../../command-line/argparse.ts';
import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import type { exportFormats } from '../../model/builtin-commands.ts';
import { type Outcome, UsageError } from '../../model/errors.ts';
import type { Parameters } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { YamlWriter } from '../../yaml/writer.ts';
import { describeRules } from '../rules/rule-calls.ts';
import { checkRules } from './check-rules.ts';
import { writeTemplate } from './export/cloudformation.ts';
import { ruleEntries, type RuleInput, ruleMembers } from './export/rule-input.ts';
import { writeTerraform } from './export/terraform.ts';
import { resolveRegistries } from './named-registries.ts';
import { RegistryServices } from './registry-service.ts';
import { loadRules } from './rules-file.ts';

/** @param region the Region of the registry that the rules were read from; undefined for the rules of a file */
type Write = (rules: readonly RuleInput[], region: string | undefined) => string;

/** The rules to write. */
interface Source {
  readonly rules: readonly Parameters[];
  /** The Region of the registry that has them; undefined for the rules of a file. */
  readonly region: string | undefined;
}

const writers: Readonly<Record<(typeof exportFormats)[number], Write>> = {
  rules: (rules) => writeRules(rules),
  cloudformation: (rules) => writeTemplate(rules),
  terraform: (rules, region) => writeTerraform(rules, region),
};

/** `ecr export`: writes rules as text. */
export async function runExport({ globals, options }: BuiltinInvocation, io: Io): Promise<Outcome> {
  const refused = globals.query !== undefined ? 'query' : globals.output !== undefined ? 'output' : undefined;
  if (refused !== undefined) throw new UsageError(`--${refused} cannot be used with export, which writes text`, usage);
  const { rules: source, format = 'rules' } = options;
  const write = Object.entries(writers).find(([name]) => name === format)?.[1];
  if (write === undefined) throw new Error(`There is no writer for the format ${String(format)}.`);
  const { rules, region } =
    typeof source === 'string' ? await rulesOfFile(source, globals, io) : await rulesOfRegistry(globals, io);
  await io.stdout.write(write(rules.map(ruleInput), region));
  return 'success';
}

/** The rules of a file, checked as far as that needs no call. A Region counts where the settings have one. */
async function rulesOfFile(source: string, globals: BuiltinInvocation['globals'], io: Io): Promise<Source> {
  const file = await loadRules(source, io);
  for (const warning of file.warnings) await io.stderr.write(`${warning}\n`);
  const { region } = resolveSettings(globals, io);
  const name = region === undefined ? 'aws' : partition(region).name;
  checkRules(file, [{ region, partition: name, account: undefined }]);
  return { rules: file.rules.map(({ parameters }) => parameters), region: undefined };
}

async function rulesOfRegistry(globals: BuiltinInvocation['globals'], io: Io): Promise<Source> {
  const [registry] = await resolveRegistries(
    { regions: undefined, profiles: undefined, accounts: undefined },
    globals,
    io,
  );
  if (registry === undefined) throw new Error('There is no registry.');
  const service = await new RegistryServices('', io).open(registry);
  try {
    return { rules: await describeRules(service.call), region: registry.region };
  } finally {
    service.close();
  }
}

/** The members that a rules file and the templates have. */
function ruleInput(parameters: Parameters): RuleInput {
  const text = (member: string) => {
    const value = parameters[member];
    return typeof value === 'string' ? value : undefined;
  };
  const optional = ruleMembers
    .map((member) => [member, text(member)] as const)
    .filter(([, value]) => value !== undefined);
  return {
    ecrRepositoryPrefix: text('ecrRepositoryPrefix') ?? '',
    upstreamRegistryUrl: text('upstreamRegistryUrl') ?? '',
    ...Object.fromEntries(optional),
  };
}

/**
 * Writes a rules file for `--rules`: a YAML list of the rules in their order. Other tools may read YAML 1.1, in which a
 * prefix such as `no` is a boolean.
 */
export function writeRules(rules: readonly RuleInput[]): string {
  return new YamlWriter(
    rules.map((rule) => Object.fromEntries(ruleEntries(rule))),
    ['1.2', '1.1'],
  ).document();
}
