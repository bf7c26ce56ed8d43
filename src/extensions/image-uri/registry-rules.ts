import { ParameterError, withOwnLines } from '../../model/errors.ts';
import type { GlobalOptions } from '../../model/option-values.ts';
import { partitionName } from '../../model/partitions.ts';
import type { Parameters, ValueMap } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { clientSettings } from '../../settings/client-settings.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { checkRules } from '../many-registries/check-rules.ts';
import { resolvePlaceholders } from '../many-registries/placeholders.ts';
import { loadRules } from '../many-registries/rules-file.ts';
import { openRegistry } from '../open-registry.ts';
import { describeRules } from '../rules/rule-calls.ts';
import type { ImageRule } from './image-rules.ts';

/** The rules of a registry. */
export interface RegistryRules {
  readonly rules: readonly ImageRule[];
  /** The account of the registry; undefined where neither the command line nor the rules name it. */
  readonly account: string | undefined;
}

/** What the rules are looked up with. */
export interface RulesLookup {
  readonly globals: GlobalOptions;
  readonly region: string;
  /** The account of --registry-id. */
  readonly account: string | undefined;
  readonly io: Io;
}

/** Lists the rules of the registry. @throws EcrError */
export async function rulesOfRegistry({ globals, region, account, io }: RulesLookup): Promise<RegistryRules> {
  const { call } = await openRegistry({ ...globals, region }, io);
  const listed = await describeRules(call, account === undefined ? {} : { registryId: account });
  return { rules: listed.map(imageRule), account: account ?? accountOf(listed.map(({ registryId }) => registryId)) };
}

/**
 * Reads the rules of a file, as plan and apply read it. STS is asked for an account that the command line and the rules
 * do not name.
 *
 * @throws EcrError, among them ParameterError for a file that is not valid or has the rules of several accounts
 */
export async function rulesOfFile(source: string, lookup: RulesLookup): Promise<RegistryRules> {
  const { account: known, region, io } = lookup;
  const file = await loadRules(source, io);
  for (const warning of file.warnings) await io.stderr.write(`${warning}\n`);
  const partition = partitionName(region) ?? 'aws';
  checkRules(file, [{ region, partition, account: known }]);
  const account =
    known ?? accountOf(file.rules.map(({ registryId }) => registryId)) ?? (await accountOfCredentials(lookup));
  const values = { 'AWS::Region': region, 'AWS::AccountId': account, 'AWS::Partition': partition };
  return { rules: file.rules.map(({ parameters }) => imageRule(resolvePlaceholders(parameters, values))), account };
}

/** The account that the rules name. @throws ParameterError if they name several */
function accountOf(registryIds: readonly unknown[]): string | undefined {
  const [account, other] = new Set(registryIds.filter((id) => typeof id === 'string'));
  if (account === undefined || other === undefined) return account;
  throw withOwnLines(
    new ParameterError(`The rules are of several accounts (${account}, ${other}): name one with --registry-id.`),
  );
}

function imageRule(members: Parameters | ValueMap): ImageRule {
  const text = (name: string) => {
    const value = members[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    ecrRepositoryPrefix: text('ecrRepositoryPrefix'),
    upstreamRegistryUrl: text('upstreamRegistryUrl'),
    upstreamRepositoryPrefix: text('upstreamRepositoryPrefix'),
  };
}

/** The account of the credentials, as STS reports it. @throws EcrError */
export async function accountOfCredentials({ globals, region, io }: RulesLookup): Promise<string> {
  const settings = clientSettings(resolveSettings(globals, io), io);
  const { Sessions } = await import('../../credentials/sessions.ts');
  return io.interruption.request(() => new Sessions(io).ofProfile({ settings, region }).account());
}
