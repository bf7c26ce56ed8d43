import { maxRules } from '../model/service.ts';
import type { ValueMap } from '../model/values.ts';
import type { RegistryAddress } from './identity.ts';
import { textMember } from './json-service.ts';
import { invalidParameter, LocalError } from './local-error.ts';
import { checkCredentials, checkNewRule } from './rule-checks.ts';
import { isSamePrefix, type Rule, type Store } from './store.ts';

const defaultPageSize = 100;

/** Implements the operations of Amazon ECR for pull through cache rules. */
export class Registries {
  readonly #store: Store;
  readonly #now: () => Date;

  constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /**
   * The operations, by their API names. A new operation of the model needs one function here.
   *
   * @throws LocalError with the error that the service would return
   */
  readonly operations: Readonly<Record<string, (input: ValueMap, caller: RegistryAddress) => ValueMap>> = {
    CreatePullThroughCacheRule: (input, caller) => {
      const registry = registryOf(input, caller);
      const rules = this.#store.rules(registry);
      const prefix = textMember(input, 'ecrRepositoryPrefix') ?? '';
      if (rules.some((rule) => isSamePrefix(rule.ecrRepositoryPrefix, prefix))) {
        throw new LocalError(
          'PullThroughCacheRuleAlreadyExistsException',
          `A pull through cache rule with the repository prefix '${prefix}' already exists in registry with id '${registry.account}'`,
        );
      }
      if (rules.length >= maxRules) {
        throw new LocalError(
          'LimitExceededException',
          `The limit of ${String(maxRules)} pull through cache rules per registry has been reached.`,
        );
      }
      const upstream = checkNewRule(input, registry);
      const upstreamRepositoryPrefix = textMember(input, 'upstreamRepositoryPrefix');
      const createdAt = this.#seconds();
      const rule: Rule = {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: textMember(input, 'upstreamRegistryUrl') ?? '',
        createdAt,
        registryId: registry.account,
        upstreamRegistry: upstream.name,
        ...credentialsIn(input),
        ...(upstreamRepositoryPrefix === undefined ? {} : { upstreamRepositoryPrefix }),
        updatedAt: createdAt,
      };
      this.#store.setRules(registry, [...rules, rule]);
      return withoutMembers(rule, ['updatedAt']);
    },

    DescribePullThroughCacheRules: (input, caller) => {
      const rules = this.#store.rules(registryOf(input, caller));
      const prefixes = input['ecrRepositoryPrefixes'];
      const selected = Array.isArray(prefixes) ? prefixes.map((prefix) => find(rules, String(prefix))) : rules;
      const start = startOfPage(textMember(input, 'nextToken'));
      const size = typeof input['maxResults'] === 'number' ? input['maxResults'] : defaultPageSize;
      const end = start + size;
      return {
        pullThroughCacheRules: selected.slice(start, end).map((rule) => ({ ...rule })),
        ...(end < selected.length ? { nextToken: tokenFor(end) } : {}),
      };
    },

    DeletePullThroughCacheRule: (input, caller) => {
      const registry = registryOf(input, caller);
      const rules = this.#store.rules(registry);
      const rule = find(rules, textMember(input, 'ecrRepositoryPrefix'));
      this.#store.setRules(
        registry,
        rules.filter((other) => other !== rule),
      );
      return withoutMembers(rule, ['updatedAt', 'upstreamRegistry']);
    },

    UpdatePullThroughCacheRule: (input, caller) => {
      const registry = registryOf(input, caller);
      const rules = this.#store.rules(registry);
      const rule = find(rules, textMember(input, 'ecrRepositoryPrefix'));
      const credentials = credentialsIn(input);
      if (Object.keys(credentials).length === 0)
        throw invalidParameter('Please set either credential arn or role arn to update the credentials');
      checkCredentials(input, registry);
      const updated: Rule = { ...rule, ...credentials, updatedAt: this.#seconds() };
      this.#store.setRules(
        registry,
        rules.map((other) => (other === rule ? updated : other)),
      );
      return withoutMembers(updated, ['createdAt', 'upstreamRegistryUrl', 'upstreamRegistry']);
    },

    ValidatePullThroughCacheRule: (input, caller) => {
      const rules = this.#store.rules(registryOf(input, caller));
      const rule = find(rules, textMember(input, 'ecrRepositoryPrefix'));
      return {
        ...withoutMembers(rule, ['createdAt', 'updatedAt', 'upstreamRegistry']),
        isValid: true,
        failure: '',
      };
    },
  };

  #seconds(): number {
    return this.#now().getTime() / 1000;
  }
}

/** Returns the registry that a request is about: the caller's, unless it names another account. */
function registryOf(input: ValueMap, { account, region }: RegistryAddress): RegistryAddress {
  return { account: textMember(input, 'registryId') ?? account, region };
}

function find(rules: readonly Rule[], prefix: string | undefined): Rule {
  const rule = rules.find(({ ecrRepositoryPrefix }) => isSamePrefix(ecrRepositoryPrefix, prefix));
  if (rule !== undefined) return rule;
  throw new LocalError(
    'PullThroughCacheRuleNotFoundException',
    `The pull through cache rule with the repository prefix '${prefix ?? ''}' does not exist.`,
  );
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
