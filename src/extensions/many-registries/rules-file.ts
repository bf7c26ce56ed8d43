import { ParameterError } from '../../model/errors.ts';
import { isInputMap, typeInWords, type InputValue, type Parameters } from '../../model/values.ts';
import { parseJson } from '../../python/json.ts';
import { parseYaml } from '../../yaml/reader.ts';

/** A rule of the rules file. */
export interface FileRule {
  /** The rule's number, from 1. */
  readonly number: number;
  /** Where the rule is in the file, such as `rule 3`. */
  readonly place: string;
  /** Input members of the create operation; strings may hold placeholders. */
  readonly parameters: Parameters;
  /** The registry that the rule was read from, where the file is a listing. */
  readonly registryId: string | undefined;
}

/** A problem of an entry of the file. */
export interface RuleProblem {
  /** The entry's number, from 1. */
  readonly number: number;
  readonly line: string;
}

/** The content of a rules file. */
export interface RulesFile {
  readonly rules: readonly FileRule[];
  /** The entries that are not rules. */
  readonly problems: readonly RuleProblem[];
}

/** The member of a listing that holds its rules. */
export const listingKey = 'pullThroughCacheRules';

/** Members that only a listing has. They describe the rule and are not input. */
const listingMembers = ['createdAt', 'updatedAt', 'registryId'];

/**
 * Reads the value of --rules: one rule, a list of rules, or the output of `describe-pull-through-cache-rules`, in JSON
 * or YAML.
 *
 * @throws ParameterError for text that is neither, or holds something else than rules
 */
export function readRules(text: string): RulesFile {
  const rules: FileRule[] = [];
  const problems: RuleProblem[] = [];
  entriesOf(parse(text)).forEach((entry, index) => {
    const number = index + 1;
    const place = `rule ${String(number)}`;
    if (isInputMap(entry)) rules.push(fileRule(number, place, entry));
    else problems.push({ number, line: `${place}: it must be a map of members, but is ${typeInWords(entry)}` });
  });
  return { rules, problems };
}

function fileRule(number: number, place: string, entry: Parameters): FileRule {
  const { registryId } = entry;
  return {
    number,
    place,
    parameters: Object.fromEntries(Object.entries(entry).filter(([name]) => !listingMembers.includes(name))),
    registryId: typeof registryId === 'string' && registryId !== '' ? registryId : undefined,
  };
}

function parse(text: string): InputValue {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  try {
    return parseYaml(text);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    throw invalid(`it is neither JSON nor YAML: ${reason}`);
  }
}

function entriesOf(content: InputValue): readonly InputValue[] {
  if (Array.isArray(content)) return content.map((entry: InputValue) => entry);
  if (!isInputMap(content)) throw invalid('it must be a rule, a list of rules, or a listing of rules.');
  const listed = content[listingKey];
  if (listed === undefined) return [content];
  if (!Array.isArray(listed)) throw invalid(`${listingKey} must be a list of rules.`);
  return listed.map((entry: InputValue) => entry);
}

function invalid(reason: string): ParameterError {
  return new ParameterError(`Error parsing parameter '--rules': ${reason}`);
}
