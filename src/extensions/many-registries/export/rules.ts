import { YamlWriter } from '../../../yaml/writer.ts';
import { ruleEntries, type RuleInput } from '../rule-input.ts';

/** Writes a rules file for `--rules`: a YAML list of the rules in their order. */
export function writeRules(rules: readonly RuleInput[]): string {
  return new YamlWriter(rules.map((rule) => Object.fromEntries(ruleEntries(rule)))).document();
}
