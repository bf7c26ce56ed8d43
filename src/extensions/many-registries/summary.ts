import type { RegistryResult, RuleResult } from './result.ts';

/** How many rules and registries a run is about. */
export interface Summary {
  readonly registries: number;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  /** Failed registries, and rules that failed or are not valid. */
  readonly failed: number;
}

export function summarize(results: readonly RegistryResult[]): Summary {
  const rules = results.flatMap((result) => result.rules);
  const count = (test: (rule: RuleResult) => boolean) => rules.filter(test).length;
  const changed = (action: string) =>
    count(({ plan, done, error }) => plan.action === action && done !== false && error === undefined);
  return {
    registries: results.length,
    created: changed('create'),
    updated: changed('update'),
    deleted: changed('delete'),
    unchanged: count(({ plan }) => plan.action === 'none'),
    conflicts: count(({ plan }) => plan.action === 'conflict'),
    failed:
      count(({ error, valid }) => error !== undefined || valid === false) + results.filter(({ error }) => error).length,
  };
}

/** One line for stderr. @param planned whether the changes are still to be made */
export function summaryLine(summary: Summary, planned: boolean): string {
  const { registries, created, updated, deleted, unchanged, conflicts, failed } = summary;
  const to = planned ? 'to ' : '';
  const verb = (name: string) => (planned ? name : `${name}d`);
  const parts = [
    `${String(created)} ${to}${verb('create')}`,
    `${String(updated)} ${to}${verb('update')}`,
    `${String(deleted)} ${to}${verb('delete')}`,
    `${String(unchanged)} unchanged`,
    `${String(conflicts)} ${conflicts === 1 ? 'conflict' : 'conflicts'}`,
    `${String(failed)} failed`,
  ];
  return `${String(registries)} ${registries === 1 ? 'registry' : 'registries'}: ${parts.join(', ')}\n`;
}
