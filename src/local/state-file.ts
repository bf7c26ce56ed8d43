import fs from 'node:fs';

import { parseJson } from '../python/json.ts';
import { isList, isMap, type Value } from '../model/values.ts';
import type { RulesByRegistry } from './registries.ts';
import type { Rule } from './rule.ts';

/**
 * Reads the rules of an earlier run. A file that does not exist holds no rules.
 *
 * @throws Error when the file holds anything else
 */
export function readState(path: string): RulesByRegistry {
  const content = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '{}';
  let state: Value;
  try {
    state = parseJson(content);
  } catch {
    throw new Error(`The state file ${path} is not valid JSON.`);
  }
  if (!isMap(state)) throw new Error(`The state file ${path} does not hold the state of ecr-local.`);
  return new Map(
    Object.entries(state).map(([registry, rules]) => {
      if (!isList(rules) || !rules.every(isRule))
        throw new Error(`The state file ${path} does not hold the state of ecr-local.`);
      return [registry, [...rules]];
    }),
  );
}

function isRule(value: unknown): value is Rule & Readonly<Record<string, Value>> {
  if (!isMap(value)) return false;
  const textMembers = [
    'ecrRepositoryPrefix',
    'upstreamRegistryUrl',
    'registryId',
    'upstreamRegistry',
    'upstreamRepositoryPrefix',
  ];
  return (
    textMembers.every((name) => typeof value[name] === 'string') &&
    typeof value['createdAt'] === 'number' &&
    typeof value['updatedAt'] === 'number'
  );
}

/**
 * Writes the rules so that a crash at any moment leaves either the old or the new state. They go to a temporary file
 * in the same folder, which is flushed and then renamed.
 */
export function writeState(path: string, rules: RulesByRegistry): void {
  // The name is fixed, so that the next run overwrites the file that a killed run left behind.
  const temporary = `${path}.tmp`;
  const file = fs.openSync(temporary, 'w', 0o600);
  try {
    fs.writeFileSync(file, `${JSON.stringify(Object.fromEntries(rules), null, 2)}\n`);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(temporary, path);
}
