import type { RegistryResult } from '../../src/extensions/many-registries/result.ts';
import { clientSettings } from '../../src/settings/client-settings.ts';
import { resolveSettings } from '../../src/settings/settings.ts';
import { testIo } from './test-io.ts';

/** The result of a registry without rules. @param profile null for the run's own */
export function registryIn(region: string, profile: string | null = null): RegistryResult {
  const io = testIo();
  const settings = clientSettings(resolveSettings({ region }, io), io);
  const registry = { profile, account: undefined, region, partition: 'aws', settings };
  return { registry, registryId: undefined, ruleCount: 0, rules: [] };
}
