import { GeneralError } from '../../model/errors.ts';
import type { Io } from '../../platform/io.ts';
import { failureNotices, grouped, noticeLines, writeLines } from './report.ts';
import type { RegistryResult, RuleAction } from './result.ts';
import { targetName } from './targets.ts';

const headings: readonly (readonly [RuleAction, string])[] = [
  ['create', 'Rules to create:'],
  ['update', 'Rules to update:'],
  ['delete', 'Rules to delete, because they are not in the file:'],
];

/**
 * Asks once, on the terminal, before rules are deleted, and says everything that apply would do. Without deletions
 * there is no question.
 *
 * @throws GeneralError if the answer is not yes
 */
export async function confirmDeletions(planned: readonly RegistryResult[], io: Io): Promise<void> {
  const rules = planned.flatMap((result) =>
    result.rules
      .filter(({ error }) => error === undefined)
      .map(({ plan }) => ({
        action: plan.action,
        registry: targetName(result.target),
        about: plan.ecrRepositoryPrefix,
      })),
  );
  if (!rules.some(({ action }) => action === 'delete')) return;
  await writeLines(noticeLines(planned.flatMap(failureNotices)), io);
  const lines = headings.flatMap(([action, heading]) => {
    const affected = grouped(rules.filter((rule) => rule.action === action));
    return affected.length === 0 ? [] : [heading, ...affected.map(({ registry, about }) => `  ${registry}  ${about}`)];
  });
  await io.stderr.write(`${lines.join('\n')}\n`);
  const reply = await io.ask('Apply all changes? [y/N] ');
  if (!/^y(?:es)?$/i.test(reply.trim())) throw new GeneralError('Nothing was changed.');
}
