import type { RegistryResult } from '../../src/extensions/many-registries/result.ts';
import { resolveTargets } from '../../src/extensions/many-registries/targets.ts';
import { testIo } from './test-io.ts';

/** The result of a registry without rules. @param profile null for the run's own */
export function registryIn(region: string, profile: string | null = null): RegistryResult {
  const [target] = resolveTargets({ regions: [region], profiles: undefined, accounts: undefined }, {}, testIo());
  if (target === undefined) throw new Error('There is no registry.');
  return { target: { ...target, profile }, registryId: undefined, ruleCount: 0, rules: [] };
}
