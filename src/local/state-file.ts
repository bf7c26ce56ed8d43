import fs from 'node:fs';

import { parseJson } from '../python/json.ts';
import { isList, isMap, type Value } from '../model/values.ts';
import type { Rule } from './rule.ts';

/**
 * Reads the rules that an earlier run kept.
 *
 * @throws Error when the file holds something else
 */
export function readState(path: string): Map<string, Rule[]> {
  const content = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : '{}';
  let state: Value;
  try {
    state = parseJson(content);
  } catch {
    throw new Error(`The state file ${path} is not valid JSON.`);
  }
  if (!isMap(state)) throw new Error(`The state file ${path} does not hold the state of ecr-local.`);
  return new Map(
    Object.entries(state).map(([name, rules]) => {
      if (!isList(rules) || !rules.every(isRule))
        throw new Error(`The state file ${path} does not hold the state of ecr-local.`);
      return [name, [...rules]];
    }),
  );
}

function isRule(value: unknown): value is Rule & Readonly<Record<string, Value>> {
  if (!isMap(value)) return false;
  const texts = [
    'ecrRepositoryPrefix',
    'upstreamRegistryUrl',
    'registryId',
    'upstreamRegistry',
    'upstreamRepositoryPrefix',
  ];
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    typeof value['createdAt'] === 'number' &&
    typeof value['updatedAt'] === 'number'
  );
}

/** Writes the rules so that a crash at any moment leaves the old state or the new: to a file beside, flushed, renamed. */
export function writeState(path: string, rules: ReadonlyMap<string, readonly Rule[]>): void {
  // One name, so that what a killed run left is written over by the next.
  const beside = `${path}.tmp`;
  const file = fs.openSync(beside, 'w', 0o600);
  try {
    fs.writeFileSync(file, `${JSON.stringify(Object.fromEntries(rules), null, 2)}\n`);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(beside, path);
}
