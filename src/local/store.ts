import { isList, isMap, type Value, type ValueMap } from '../model/values.ts';
import type { RegistryAddress } from './identity.ts';

/** Values by Region and account, with keys such as `us-east-1/123456789012`. */
export type ByRegistry<T> = ReadonlyMap<string, readonly T[]>;

/** All that the endpoint keeps. */
export interface State {
  readonly rules: ByRegistry<Rule>;
  readonly secrets: ByRegistry<Secret>;
}

export const emptyState: State = { rules: new Map(), secrets: new Map() };

/** Holds the state, and saves it after each change. */
export class Store {
  #state: State;
  readonly #save: (state: State) => void;

  /** @param save is called with the new state before a change takes effect. If it throws, nothing changes. */
  constructor(state: State = emptyState, save: (state: State) => void = () => undefined) {
    this.#state = state;
    this.#save = save;
  }

  rules(address: RegistryAddress): readonly Rule[] {
    return this.#state.rules.get(keyOf(address)) ?? [];
  }

  secrets(address: RegistryAddress): readonly Secret[] {
    return this.#state.secrets.get(keyOf(address)) ?? [];
  }

  setRules(address: RegistryAddress, rules: readonly Rule[]): void {
    this.#change({ ...this.#state, rules: new Map([...this.#state.rules, [keyOf(address), rules]]) });
  }

  setSecrets(address: RegistryAddress, secrets: readonly Secret[]): void {
    this.#change({ ...this.#state, secrets: new Map([...this.#state.secrets, [keyOf(address), secrets]]) });
  }

  #change(state: State): void {
    this.#save(state);
    this.#state = state;
  }
}

function keyOf({ region, account }: RegistryAddress): string {
  return `${region}/${account}`;
}

/** A pull through cache rule as the local endpoint keeps it. Times are in seconds since 1970. */
export interface Rule {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly createdAt: number;
  readonly registryId: string;
  readonly upstreamRegistry: string;
  readonly credentialArn?: string;
  readonly customRoleArn?: string;
  /** Only if the request that created the rule had it, as in the service. */
  readonly upstreamRepositoryPrefix?: string;
  readonly updatedAt: number;
}

/** Returns whether a value of the state file is a rule. */
export function isRule(value: Value): value is Rule & ValueMap {
  return (
    isMap(value) &&
    ['ecrRepositoryPrefix', 'upstreamRegistryUrl', 'registryId', 'upstreamRegistry'].every(
      (name) => typeof value[name] === 'string',
    ) &&
    ['credentialArn', 'customRoleArn', 'upstreamRepositoryPrefix'].every((name) =>
      ['string', 'undefined'].includes(typeof value[name]),
    ) &&
    ['createdAt', 'updatedAt'].every((name) => typeof value[name] === 'number')
  );
}

/** Returns whether two prefixes name the same rule. Amazon ECR assumes a missing final slash. */
export function isSamePrefix(one: string, other: string | undefined): boolean {
  return other !== undefined && withoutSlash(one) === withoutSlash(other);
}

function withoutSlash(prefix: string): string {
  return prefix.replace(/\/$/, '');
}

/** A secret as the local endpoint keeps it, with the API's names. Times are in seconds since 1970. */
export interface Secret {
  readonly ARN: string;
  readonly Name: string;
  readonly Description?: string;
  readonly KmsKeyId?: string;
  readonly Tags?: Value;
  readonly CreatedDate: number;
  readonly LastChangedDate: number;
  readonly versions: readonly SecretVersion[];
}

export interface SecretVersion extends SecretValue {
  readonly id: string;
  /** The staging labels, such as AWSCURRENT. */
  readonly stages: readonly string[];
}

/** A value is a text, or bytes in base64. */
export interface SecretValue {
  readonly SecretString?: string;
  readonly SecretBinary?: string;
}

/** Returns whether a value of the state file is a secret. */
export function isSecret(value: Value): value is Secret & ValueMap {
  if (!isMap(value)) return false;
  const { versions = null } = value;
  return (
    ['ARN', 'Name'].every((name) => typeof value[name] === 'string') &&
    ['CreatedDate', 'LastChangedDate'].every((name) => typeof value[name] === 'number') &&
    isList(versions) &&
    versions.every(isVersion)
  );
}

function isVersion(value: Value): boolean {
  if (!isMap(value) || typeof value['id'] !== 'string') return false;
  const { stages = null } = value;
  return isList(stages) && stages.every((stage) => typeof stage === 'string');
}
