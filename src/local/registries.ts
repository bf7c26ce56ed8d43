import { mostRules } from '../model/quotas.ts';
import { isHostOf, upstreamRegistries, type UpstreamRegistry } from '../model/upstream-registries.ts';
import type { Value, ValueMap } from '../model/values.ts';
import { invalidParameter, LocalError } from './local-error.ts';
import type { Rule } from './rule.ts';

/** Identifies a registry. Each account has one in each Region. */
export interface RegistryAddress {
  readonly account: string;
  readonly region: string;
}

/** The rules of all registries, by Region and account. */
export type RulesByRegistry = ReadonlyMap<string, readonly Rule[]>;

const defaultPageSize = 100;

/** Keeps the rules of all registries and implements the operations of Amazon ECR on them. */
export class Registries {
  readonly #rules: Map<string, readonly Rule[]>;
  readonly #now: () => Date;
  readonly #save: (rules: RulesByRegistry) => void;

  /** @param save called after every change and before the response. If it throws, the change is undone. */
  constructor(rules: RulesByRegistry, now: () => Date, save: (rules: RulesByRegistry) => void) {
    this.#rules = new Map(rules);
    this.#now = now;
    this.#save = save;
  }

  /**
   * The operations, by their API names. A new operation of the model needs one function here.
   *
   * @throws LocalError with the error that the service would return
   */
  readonly operations: Readonly<Record<string, (input: ValueMap, address: RegistryAddress) => ValueMap>> = {
    CreatePullThroughCacheRule: (input, address) => {
      const rules = this.#rulesOf(address, input);
      const prefix = textMember(input, 'ecrRepositoryPrefix') ?? '';
      const registryId = textMember(input, 'registryId') ?? address.account;
      if (rules.some((rule) => rule.ecrRepositoryPrefix === prefix)) {
        throw new LocalError(
          'PullThroughCacheRuleAlreadyExistsException',
          `A pull through cache rule with the repository prefix '${prefix}' already exists in registry with id '${registryId}'`,
        );
      }
      if (rules.length >= mostRules) {
        throw new LocalError(
          'LimitExceededException',
          `The limit of ${String(mostRules)} pull through cache rules per registry has been reached.`,
        );
      }
      const upstream = supportedUpstream(input);
      const createdAt = this.#seconds();
      const rule: Rule = {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: textMember(input, 'upstreamRegistryUrl') ?? '',
        createdAt,
        registryId,
        upstreamRegistry: upstream.name,
        ...credentialsIn(input),
        upstreamRepositoryPrefix: textMember(input, 'upstreamRepositoryPrefix') ?? 'ROOT',
        updatedAt: createdAt,
      };
      this.#replace(address, registryId, [...rules, rule]);
      return withoutMembers(rule, ['updatedAt']);
    },

    DescribePullThroughCacheRules: (input, address) => {
      const rules = this.#rulesOf(address, input);
      const prefixes = input['ecrRepositoryPrefixes'];
      const selected = Array.isArray(prefixes) ? prefixes.map((prefix) => this.#find(rules, String(prefix))) : rules;
      const start = startOfPage(textMember(input, 'nextToken'));
      const size = typeof input['maxResults'] === 'number' ? input['maxResults'] : defaultPageSize;
      const end = start + size;
      return {
        pullThroughCacheRules: selected.slice(start, end).map((rule) => ({ ...rule })),
        ...(end < selected.length ? { nextToken: tokenFor(end) } : {}),
      };
    },

    DeletePullThroughCacheRule: (input, address) => {
      const rules = this.#rulesOf(address, input);
      const rule = this.#find(rules, textMember(input, 'ecrRepositoryPrefix'));
      this.#replace(
        address,
        rule.registryId,
        rules.filter((other) => other !== rule),
      );
      return withoutMembers(rule, ['updatedAt', 'upstreamRegistry']);
    },

    UpdatePullThroughCacheRule: (input, address) => {
      const rules = this.#rulesOf(address, input);
      const rule = this.#find(rules, textMember(input, 'ecrRepositoryPrefix'));
      const updated: Rule = { ...rule, ...credentialsIn(input), updatedAt: this.#seconds() };
      this.#replace(
        address,
        rule.registryId,
        rules.map((other) => (other === rule ? updated : other)),
      );
      return withoutMembers(updated, ['createdAt', 'upstreamRegistryUrl', 'upstreamRegistry']);
    },

    ValidatePullThroughCacheRule: (input, address) => {
      const rule = this.#find(this.#rulesOf(address, input), textMember(input, 'ecrRepositoryPrefix'));
      return { ...withoutMembers(rule, ['createdAt', 'updatedAt', 'upstreamRegistry']), isValid: true };
    },
  };

  #rulesOf(address: RegistryAddress, input: ValueMap): readonly Rule[] {
    return this.#rules.get(registryKey(address.region, textMember(input, 'registryId') ?? address.account)) ?? [];
  }

  #find(rules: readonly Rule[], prefix: string | undefined): Rule {
    const rule = rules.find(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix === prefix);
    if (rule !== undefined) return rule;
    throw new LocalError(
      'PullThroughCacheRuleNotFoundException',
      `The pull through cache rule with the repository prefix '${prefix ?? ''}' does not exist.`,
    );
  }

  #replace({ region }: RegistryAddress, account: string, rules: readonly Rule[]): void {
    const key = registryKey(region, account);
    const previous = this.#rules.get(key) ?? [];
    this.#rules.set(key, rules);
    try {
      this.#save(this.#rules);
    } catch (error) {
      this.#rules.set(key, previous);
      throw error;
    }
  }

  #seconds(): number {
    return this.#now().getTime() / 1000;
  }
}

function registryKey(region: string, account: string): string {
  return `${region}/${account}`;
}

function textMember(input: ValueMap, name: string): string | undefined {
  const value: Value | undefined = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** The secret and the role, the only members that can be updated. Members that are not in the request are left out. */
function credentialsIn(input: ValueMap): Pick<Rule, 'credentialArn' | 'customRoleArn'> {
  const credentialArn = textMember(input, 'credentialArn');
  const customRoleArn = textMember(input, 'customRoleArn');
  return {
    ...(credentialArn === undefined ? {} : { credentialArn }),
    ...(customRoleArn === undefined ? {} : { customRoleArn }),
  };
}

function withoutMembers(rule: Rule, excluded: readonly (keyof Rule)[]): ValueMap {
  const names: readonly string[] = excluded;
  return Object.fromEntries(Object.entries(rule).filter(([name]) => !names.includes(name)));
}

function supportedUpstream(input: ValueMap): UpstreamRegistry {
  const url = textMember(input, 'upstreamRegistryUrl') ?? '';
  const name = textMember(input, 'upstreamRegistry');
  const upstream = upstreamRegistries.find((registry) => isHostOf(registry, url));
  const unsupported = (message: string) => new LocalError('UnsupportedUpstreamRegistryException', message);
  if (upstream === undefined || (name !== undefined && name !== upstream.name)) {
    throw unsupported(`The specified upstream registry '${url}' isn't supported.`);
  }
  if (upstream.needsSecret && textMember(input, 'credentialArn') === undefined) {
    throw unsupported(`The upstream registry '${url}' requires a credential ARN.`);
  }
  return upstream;
}

/** The token of a page: where it starts, encoded so that clients treat it as opaque. */
function tokenFor(start: number): string {
  return Buffer.from(JSON.stringify({ start })).toString('base64url');
}

function startOfPage(token: string | undefined): number {
  if (token === undefined) return 0;
  const match = /^\{"start":(\d+)\}$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  if (match === null)
    throw invalidParameter("Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'");
  return Number(match[1]);
}
