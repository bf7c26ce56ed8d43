import { YamlWriter } from '../../../yaml/writer.ts';
import { ruleEntries, type RuleInput } from './rule-input.ts';

/**
 * Writes a rules file for `--rules`: a YAML list of the rules in their order. Other tools may read YAML 1.1, in which a
 * prefix such as `no` is a boolean.
 */
export function writeRules(rules: readonly RuleInput[]): string {
  return new YamlWriter(
    rules.map((rule) => Object.fromEntries(ruleEntries(rule))),
    ['1.2', '1.1'],
  ).document();
}
