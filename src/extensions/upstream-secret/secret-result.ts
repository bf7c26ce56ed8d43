import type { Value, ValueMap } from '../../model/values.ts';
import {
  failureMap,
  failureRow,
  isInterruption,
  registryName,
  tableColumns,
  type Failure,
} from '../many-registries/result.ts';
import { failureTexts, noticeLines, summaryLine, type Summary } from '../many-registries/report.ts';
import { targetName, type Target } from '../many-registries/targets.ts';

/** What became of the secret in one registry. */
export interface SecretResult {
  readonly target: Target;
  readonly arn?: string;
  readonly action?: 'create' | 'update';
  readonly error?: Failure;
}

/** How the results of `put-upstream-secret` are printed. */
export const secretLook = {
  map: (results: readonly SecretResult[]): ValueMap => ({ registries: results.map(secretMap) }),
  columns: tableColumns.filter(({ name }) => name !== 'prefix'),
  rows: (results: readonly SecretResult[]): readonly ValueMap[] => results.map(secretRow),
};

function secretMap({ target, arn, action, error }: SecretResult): ValueMap {
  const members: Readonly<Record<string, Value | undefined>> = { arn, action, error: error && failureMap(error) };
  const given = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...registryName(target), ...Object.fromEntries(given) };
}

function secretRow({ target, arn, action, error }: SecretResult): ValueMap {
  const registry = targetName(target);
  return error === undefined
    ? { registry, action: action ?? null, failed: false, result: arn ?? null }
    : failureRow(registry, error);
}

export function summarizeSecrets(results: readonly SecretResult[]): Summary {
  const count = (test: (result: SecretResult) => boolean) => results.filter(test).length;
  const interrupted = count(({ error }) => error !== undefined && isInterruption(error));
  return {
    registries: results.length,
    created: count(({ action }) => action === 'create'),
    updated: count(({ action }) => action === 'update'),
    deleted: 0,
    unchanged: 0,
    conflicts: 0,
    failed: count(({ error }) => error !== undefined) - interrupted,
    interrupted,
  };
}

/** Returns a line for each failure, and the summary. */
export function secretLines(results: readonly SecretResult[]): readonly string[] {
  const notices = results.flatMap(({ target, error }) =>
    failureTexts(error).map((about) => ({ registry: targetName(target), about })),
  );
  return [...noticeLines(notices), summaryLine(summarizeSecrets(results), false)];
}
