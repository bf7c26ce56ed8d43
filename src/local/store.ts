import type { RegistryAddress } from './identity.ts';
import type { Rule } from './rule.ts';
import type { Secret } from './kept-secret.ts';

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
