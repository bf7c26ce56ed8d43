import { isHostOf, upstreamRegistries, type UpstreamRegistry } from '../model/upstream-registries.ts';
import type { Value, ValueMap } from '../model/values.ts';
import { invalidParameter, LocalError } from './local-error.ts';
import type { Rule } from './rule.ts';

/** The registry that a request means: one for each account in each Region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** The quota of the service: rules in one registry. */
const mostRules = 50;
const defaultPageSize = 100;

/** The rules of all registries, and what the service's operations do with them. */
export class Registries {
  readonly #rules: Map<string, Rule[]>;
  readonly #now: () => Date;
  readonly #changed: (rules: ReadonlyMap<string, readonly Rule[]>) => void;

  /** @param changed called after every change, before it is answered; what it throws undoes the change */
  constructor(
    rules: Map<string, Rule[]>,
    now: () => Date,
    changed: (rules: ReadonlyMap<string, readonly Rule[]>) => void,
  ) {
    this.#rules = rules;
    this.#now = now;
    this.#changed = changed;
  }

  /**
   * The operations, by their API names.
   *
   * @throws LocalError as the service would answer
   */
  readonly operations: Readonly<Record<string, (input: ValueMap, place: Place) => ValueMap>> = {
    CreatePullThroughCacheRule: (input, place) => {
      const rules = this.#rulesOf(place, input);
      const prefix = text(input, 'ecrRepositoryPrefix') ?? '';
      const registryId = text(input, 'registryId') ?? place.account;
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
      const credentialArn = text(input, 'credentialArn');
      const customRoleArn = text(input, 'customRoleArn');
      const createdAt = this.#seconds();
      const rule: Rule = {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: text(input, 'upstreamRegistryUrl') ?? '',
        createdAt,
        registryId,
        upstreamRegistry: upstream.name,
        ...(credentialArn === undefined ? {} : { credentialArn }),
        ...(customRoleArn === undefined ? {} : { customRoleArn }),
        upstreamRepositoryPrefix: text(input, 'upstreamRepositoryPrefix') ?? 'ROOT',
        updatedAt: createdAt,
      };
      this.#replace(place, registryId, [...rules, rule]);
      return pick(rule, ['updatedAt']);
    },

    DescribePullThroughCacheRules: (input, place) => {
      const rules = this.#rulesOf(place, input);
      const prefixes = input['ecrRepositoryPrefixes'];
      const wanted = Array.isArray(prefixes) ? prefixes.map((prefix) => this.#find(rules, String(prefix))) : rules;
      const start = startOfPage(text(input, 'nextToken'));
      const size = typeof input['maxResults'] === 'number' ? input['maxResults'] : defaultPageSize;
      const end = start + size;
      return {
        pullThroughCacheRules: wanted.slice(start, end).map((rule) => ({ ...rule })),
        ...(end < wanted.length ? { nextToken: tokenFor(end) } : {}),
      };
    },

    DeletePullThroughCacheRule: (input, place) => {
      const rules = this.#rulesOf(place, input);
      const rule = this.#find(rules, text(input, 'ecrRepositoryPrefix'));
      this.#replace(
        place,
        rule.registryId,
        rules.filter((one) => one !== rule),
      );
      return pick(rule, ['updatedAt', 'upstreamRegistry']);
    },

    UpdatePullThroughCacheRule: (input, place) => {
      const rules = this.#rulesOf(place, input);
      const rule = this.#find(rules, text(input, 'ecrRepositoryPrefix'));
      const credentialArn = text(input, 'credentialArn');
      const customRoleArn = text(input, 'customRoleArn');
      const changed: Rule = {
        ...rule,
        ...(credentialArn === undefined ? {} : { credentialArn }),
        ...(customRoleArn === undefined ? {} : { customRoleArn }),
        updatedAt: this.#seconds(),
      };
      this.#replace(
        place,
        rule.registryId,
        rules.map((one) => (one === rule ? changed : one)),
      );
      return pick(changed, ['createdAt', 'upstreamRegistryUrl', 'upstreamRegistry']);
    },

    ValidatePullThroughCacheRule: (input, place) => {
      const rule = this.#find(this.#rulesOf(place, input), text(input, 'ecrRepositoryPrefix'));
      return { ...pick(rule, ['createdAt', 'updatedAt', 'upstreamRegistry']), isValid: true };
    },
  };

  #rulesOf(place: Place, input: ValueMap): Rule[] {
    return this.#rules.get(key(place.region, text(input, 'registryId') ?? place.account)) ?? [];
  }

  #find(rules: readonly Rule[], prefix: string | undefined): Rule {
    const rule = rules.find((one) => one.ecrRepositoryPrefix === prefix);
    if (rule !== undefined) return rule;
    throw new LocalError(
      'PullThroughCacheRuleNotFoundException',
      `The pull through cache rule with the repository prefix '${prefix ?? ''}' does not exist.`,
    );
  }

  #replace(place: Place, account: string, rules: Rule[]): void {
    const name = key(place.region, account);
    const before = this.#rules.get(name) ?? [];
    this.#rules.set(name, rules);
    try {
      this.#changed(this.#rules);
    } catch (error) {
      this.#rules.set(name, before);
      throw error;
    }
  }

  #seconds(): number {
    return this.#now().getTime() / 1000;
  }
}

function key(region: string, account: string): string {
  return `${region}/${account}`;
}

function text(input: ValueMap, name: string): string | undefined {
  const value: Value | undefined = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** The members of a rule without some of them. */
function pick(rule: Rule, without: readonly (keyof Rule)[]): ValueMap {
  const left: readonly string[] = without;
  return Object.fromEntries(Object.entries(rule).filter(([name]) => !left.includes(name)));
}

function supportedUpstream(input: ValueMap): UpstreamRegistry {
  const url = text(input, 'upstreamRegistryUrl') ?? '';
  const named = text(input, 'upstreamRegistry');
  const upstream = upstreamRegistries.find((registry) => isHostOf(registry, url));
  const refuse = (message: string) => new LocalError('UnsupportedUpstreamRegistryException', message);
  if (upstream === undefined || (named !== undefined && named !== upstream.name)) {
    throw refuse(`The specified upstream registry '${url}' isn't supported.`);
  }
  if (upstream.needsSecret && text(input, 'credentialArn') === undefined) {
    throw refuse(`The upstream registry '${url}' requires a credential ARN.`);
  }
  return upstream;
}

/** A page's token: where the page starts, not to be read by anyone else. */
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
