import { GeneralError } from '../../model/errors.ts';
import type { Io } from '../../platform/io.ts';
import { targetName } from './targets.ts';
import type { RegistryResult } from './result.ts';

/**
 * Asks once, on the terminal, before rules are deleted. Without deletions there is no question.
 *
 * @throws GeneralError where the answer is not yes
 */
export async function confirmDeletions(planned: readonly RegistryResult[], io: Io): Promise<void> {
  const deletions = planned.flatMap(({ target, rules }) =>
    rules
      .filter(({ plan }) => plan.action === 'delete')
      .map(({ plan }) => `  ${targetName(target)}  ${plan.ecrRepositoryPrefix}`),
  );
  if (deletions.length === 0) return;
  const rules = deletions.length === 1 ? 'This rule is' : `These ${String(deletions.length)} rules are`;
  await io.stderr.write(`${rules} not in the file and will be deleted:\n${deletions.join('\n')}\n`);
  const reply = await io.ask('Apply all changes? [y/N] ');
  if (!/^y(?:es)?$/i.test(reply.trim())) throw new GeneralError('Nothing was changed.');
}
