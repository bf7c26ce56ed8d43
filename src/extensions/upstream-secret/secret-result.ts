import type { Value, ValueMap } from '../../model/values.ts';
import { type Registry, registryName } from '../many-registries/named-registries.ts';
import { failureTexts, noticeLines, type Summary, summaryLine } from '../many-registries/report.ts';
import {
  type Failure,
  failureMap,
  failureRow,
  isInterruption,
  registryMembers,
  tableColumns,
} from '../many-registries/result.ts';

/** What became of the secret in one registry. */
export interface SecretResult {
  readonly registry: Registry;
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

function secretMap({ registry, arn, action, error }: SecretResult): ValueMap {
  const members: Readonly<Record<string, Value | undefined>> = { arn, action, error: error && failureMap(error) };
  const given = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...registryMembers(registry), ...Object.fromEntries(given) };
}

function secretRow({ registry, arn, action, error }: SecretResult): ValueMap {
  const name = registryName(registry);
  return error === undefined
    ? { registry: name, action: action ?? null, failed: false, result: arn ?? null }
    : failureRow(name, error);
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
  const notices = results.flatMap(({ registry, error }) =>
    failureTexts(error).map((about) => ({ registry: registryName(registry), about })),
  );
  return [...noticeLines(notices), summaryLine(summarizeSecrets(results), false)];
}
