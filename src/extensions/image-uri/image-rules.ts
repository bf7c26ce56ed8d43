import { ParameterError, withOwnLines } from '../../model/errors.ts';
import type { GlobalOptions } from '../../model/option-values.ts';
import { partitionName } from '../../model/partitions.ts';
import { officialNamespace, registryHost } from '../../model/upstream-registries.ts';
import type { Parameters, ValueMap } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { compareText } from '../../python/strings.ts';
import { clientSettings } from '../../settings/client-settings.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { checkRules } from '../many-registries/check-rules.ts';
import { resolvePlaceholders } from '../many-registries/placeholders.ts';
import { loadRules } from '../many-registries/rules-file.ts';
import { openRegistry } from '../open-registry.ts';
import { describeRules } from '../rules/rule-calls.ts';
import type { ImageReference } from './image-reference.ts';

/** The parts of a rule that decide which images it covers. */
export interface ImageRule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  /** Empty or ROOT for all repositories of the upstream registry. */
  readonly upstreamRepositoryPrefix: string;
}

/** The prefix of a rule for all repositories that no other rule covers, and the upstream prefix of all repositories. */
const rootPrefix = 'ROOT';

/** A rule with its prefixes as a repository starts with them: empty, or with the slash that Amazon ECR assumes. */
interface Mapping {
  readonly prefix: string;
  readonly upstreamPrefix: string;
}

/**
 * Finds the repositories through which images are pulled. A rule covers an image whose host is that of its upstream
 * registry and whose path starts with its upstream repository prefix, which its own prefix replaces. (Amazon ECR user
 * guide, "Customizing repository prefixes for ECR to ECR pull through cache")
 */
export class ImageRules {
  readonly #byRegistry = new Map<string, Mapping[]>();
  readonly #prefixes: readonly string[];

  constructor(rules: readonly ImageRule[]) {
    this.#prefixes = rules.map(({ ecrRepositoryPrefix }) => withSlash(ecrRepositoryPrefix));
    const sorted = rules.toSorted((one, other) => compareText(one.ecrRepositoryPrefix, other.ecrRepositoryPrefix));
    for (const { ecrRepositoryPrefix, upstreamRegistryUrl, upstreamRepositoryPrefix } of sorted) {
      const registry = registryHost(upstreamRegistryUrl);
      const mappings = this.#byRegistry.get(registry) ?? [];
      mappings.push({ prefix: withSlash(ecrRepositoryPrefix), upstreamPrefix: withSlash(upstreamRepositoryPrefix) });
      this.#byRegistry.set(registry, mappings);
    }
  }

  /** Returns the repository in the cache; undefined if no rule covers the image. */
  repositoryFor({ host, path }: ImageReference): string | undefined {
    const registry = registryHost(host);
    const namespace = officialNamespace(registry);
    const upstream = namespace === undefined || path.includes('/') ? path : `${namespace}/${path}`;
    let best: { readonly repository: string; readonly length: number } | undefined;
    for (const { prefix, upstreamPrefix } of this.#byRegistry.get(registry) ?? []) {
      if (!upstream.startsWith(upstreamPrefix) || upstreamPrefix.length <= (best?.length ?? -1)) continue;
      const repository = prefix + upstream.slice(upstreamPrefix.length);
      if (this.#isUnderLongerPrefix(repository, prefix)) continue;
      best = { repository, length: upstreamPrefix.length };
    }
    return best?.repository;
  }

  /** Amazon ECR would take such a repository for one of the other rule. */
  #isUnderLongerPrefix(repository: string, prefix: string): boolean {
    return this.#prefixes.some((other) => other.length > prefix.length && repository.startsWith(other));
  }
}

function withSlash(prefix: string): string {
  return prefix === rootPrefix || prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`;
}

/** Returns what a rule covers, for messages. */
export function upstreamName({ upstreamRegistryUrl, upstreamRepositoryPrefix }: ImageRule): string {
  const prefix = withSlash(upstreamRepositoryPrefix);
  return prefix === '' ? upstreamRegistryUrl : `${upstreamRegistryUrl}/${prefix}`;
}

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
