import type { Parameters, ValueMap } from '../../model/values.ts';
import { describeRules } from './describe-rules.ts';
import { resolvePlaceholders, usesAccountId } from './placeholders.ts';
import { planRegistry } from './registry-plan.ts';
import type { RegistryService } from './registry-service.ts';
import type { RegistryResult } from './result.ts';
import type { FileRule } from './rules-file.ts';
import type { Target } from './targets.ts';

/**
 * Describes the rules of a registry and compares them with those of the file.
 *
 * @throws EcrError where the registry cannot be read
 */
export async function planTarget(
  target: Target,
  rules: readonly FileRule[],
  prune: boolean,
  service: RegistryService,
): Promise<RegistryResult> {
  const actual = await describeRules(service.call);
  const needsAccount = rules.some(({ parameters }) => usesAccountId(parameters));
  const registryId = target.account ?? (needsAccount ? await service.accountId() : registryOf(actual));
  const wanted = rules.map(({ parameters }) => resolved(parameters, target, registryId));
  const plans = planRegistry(wanted, actual, prune);
  return { target, registryId, rules: plans.map((plan) => ({ plan })) };
}

function resolved(parameters: Parameters, { region, partition }: Target, accountId: string | undefined): Parameters {
  return resolvePlaceholders(parameters, {
    'AWS::Region': region,
    'AWS::AccountId': accountId ?? '',
    'AWS::Partition': partition,
  });
}

function registryOf(rules: readonly ValueMap[]): string | undefined {
  const id = rules[0]?.['registryId'];
  return typeof id === 'string' ? id : undefined;
}
