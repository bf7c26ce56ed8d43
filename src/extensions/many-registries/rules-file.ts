import { readParameterFile, readStandardInput, schemeHint, sourceName } from '../../input/parameter-file.ts';
import { EcrError, ParameterError, withOwnLines } from '../../model/errors.ts';
import { type InputValue, isInputMap, isPresent, type Parameters, typeInWords } from '../../model/values.ts';
import type { Io } from '../../platform/io.ts';
import { mapInJson, parseJson } from '../../python/json.ts';
import { missingSpaceProblem, parseYamlDocuments, yamlProblem } from '../../yaml/reader.ts';

/** A rule of the rules file. */
export interface FileRule {
  /** The rule's number, from 1. */
  readonly number: number;
  /** The rule in messages, such as `rule 3`. */
  readonly place: string;
  /** Input members of the create operation; strings may hold placeholders. */
  readonly parameters: Parameters;
  /** The registry that the rule was read from, if the file is a listing. */
  readonly registryId: string | undefined;
}

/** A problem with an entry of the file. */
export interface RuleProblem {
  /** The entry's number, from 1. */
  readonly number: number;
  readonly line: string;
}

/** The content of a rules file. */
export interface RulesFile {
  readonly rules: readonly FileRule[];
  /** What is wrong with entries, apart from the members of a rule. */
  readonly problems: readonly RuleProblem[];
  readonly warnings: readonly string[];
}

/** The member of a listing that holds its rules. */
export const listingKey = 'pullThroughCacheRules';

/** The members of a listing that was cut: the service's, and that of `--max-items`. */
export const tokenKeys = ['nextToken', 'NextToken'];

/** The member that names the schema of the file for editors. */
export const schemaKey = '$schema';

/** Members that only a listing has, which describe the rule and are not input, and the one for editors. */
const otherMembers = ['createdAt', 'updatedAt', 'registryId', schemaKey];

/**
 * Reads the rules that the value of --rules names: a file after file://, standard input for -, otherwise the value
 * itself.
 *
 * @throws ParameterError when they cannot be read, or are not rules
 */
export async function loadRules(value: string, io: Io): Promise<RulesFile> {
  const content =
    value === '-' ? await readStandardInput('--rules', io) : readParameterFile('--rules', value, io, 'text only');
  const text = typeof content === 'string' ? content : content.toString('utf8');
  return readRules(text, sourceName(value), schemeHint(value, io));
}

/**
 * Reads rules in JSON or YAML: one rule, a list of rules, or the output of `describe-pull-through-cache-rules`.
 *
 * @param source the file or the stream of the text; undefined for the value of the option itself
 * @param hint advice for a text that is a file name
 * @throws ParameterError for text that is neither, or holds something else than rules
 */
export function readRules(text: string, source = 'the value', hint?: string): RulesFile {
  const entries = entriesOf(parse(text, source, hint), text, source, hint);
  const rules: FileRule[] = [];
  const problems: RuleProblem[] = [];
  entries.forEach((entry, index) => {
    const number = index + 1;
    const place = `rule ${String(number)}`;
    const problem = isInputMap(entry)
      ? registryIdProblem(entry)
      : `: it must be a map, but is ${typeWithArticle(entry)}`;
    if (problem !== undefined) problems.push({ number, line: place + problem });
    if (isInputMap(entry)) rules.push(fileRule(number, place, entry));
  });
  return { rules, problems, warnings: emptySecretWarnings(entries) };
}

function typeWithArticle(value: InputValue): string {
  const type = typeInWords(value);
  return type === 'null' ? type : `${type === 'integer' ? 'an' : 'a'} ${type}`;
}

/** A number would lose zeros at its start. */
function registryIdProblem({ registryId }: Parameters): string | undefined {
  if (!isPresent(registryId) || typeof registryId === 'string') return undefined;
  return `, field registryId: it must be a string, but is ${typeWithArticle(registryId)}. Write it in quotes`;
}

/** A member that is null counts as absent: `credentialArn:` in YAML, or what a --query makes of a missing member. */
function fileRule(number: number, place: string, entry: Parameters): FileRule {
  const { registryId } = entry;
  const members = Object.entries(entry).filter(([name, value]) => !otherMembers.includes(name) && value !== null);
  return {
    number,
    place,
    parameters: Object.fromEntries(members),
    registryId: typeof registryId === 'string' && registryId !== '' ? registryId : undefined,
  };
}

function emptySecretWarnings(entries: readonly InputValue[]): readonly string[] {
  const numbers = entries.flatMap((entry, index) =>
    isInputMap(entry) && (entry['credentialArn'] === null || entry['credentialArn'] === '') ? [index + 1] : [],
  );
  if (numbers.length === 0) return [];
  const places = `rule${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`;
  return [
    `warning: credentialArn is empty in ${places}. If a shell has emptied \${…}, use single quotes, or <<'EOF' for a here-document.`,
  ];
}

function parse(text: string, source: string, hint: string | undefined): InputValue {
  if (text.trim() === '') throw invalid(`${source} is empty.`, hint);
  // ASCII in UTF-16 has a zero in every other byte.
  if (text.includes('\0')) throw invalid(`${source} is UTF-16 or binary. Save it as UTF-8.`, hint);
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isJsonLines(text)) throw invalid(`${source} has one JSON value a line. Make a list of them: [{…}, {…}]`, hint);
  return parseYamlDocument(text, source, hint);
}

function parseYamlDocument(text: string, source: string, hint: string | undefined): InputValue {
  let documents: readonly InputValue[];
  try {
    documents = parseYamlDocuments(text);
  } catch (error) {
    if (error instanceof EcrError) throw error;
    const tag = /(?:^|[\s:,[{-])(!(?:Sub|Ref|GetAtt|Join|If|FindInMap|ImportValue|Select|Split))\b/.exec(text)?.[1];
    if (tag !== undefined)
      throw invalid(`${source} has the CloudFormation tag ${tag}. Leave it out: placeholders need no tag.`, hint);
    throw invalid(`it is neither JSON nor YAML: ${yamlProblem(text, error, source)}`, hint);
  }
  const [document = null, ...others] = documents;
  if (others.length === 0) return document;
  throw invalid(`${source} has ${String(documents.length)} YAML documents. Make one list without --- lines.`, hint);
}

function isJsonLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.every((line) => mapInJson(line) !== undefined);
}

/** The entries of a list, of a listing, or of the pages of a listing; a single rule is one. */
function entriesOf(content: InputValue, text: string, source: string, hint: string | undefined): readonly InputValue[] {
  const isList = Array.isArray(content);
  const elements: readonly InputValue[] = isList ? content : [content];
  const lastPage = elements.findLast(isListing);
  if (lastPage !== undefined && tokenKeys.some((key) => Boolean(lastPage[key])))
    throw invalid(`${source} is a listing that was cut: list all rules, without --max-items and --no-paginate.`, hint);
  const space = elements.every((one) => typeof one === 'string') ? missingSpaceProblem(text, source) : undefined;
  if (space !== undefined) throw invalid(space, hint);
  if (!isList && !isInputMap(content))
    throw invalid(
      `${source} must be a rule, a list of rules, or a listing of rules, but is ${typeWithArticle(content)}.`,
      hint,
    );
  if (!isList && isInputMap(content) && isPresent(content['rules']))
    throw invalid(`${source} has its rules in "rules". Write the list alone, or name it ${listingKey}.`, hint);
  return elements.flatMap((element) => (isListing(element) ? listedRules(element[listingKey], hint) : [element]));
}

function isListing(value: InputValue): value is Parameters {
  return isInputMap(value) && value[listingKey] !== undefined;
}

function listedRules(listed: InputValue | undefined, hint: string | undefined): readonly InputValue[] {
  if (!Array.isArray(listed)) throw invalid(`${listingKey} must be a list of rules.`, hint);
  return listed.map((entry: InputValue) => entry);
}

function invalid(reason: string, hint: string | undefined): ParameterError {
  return withOwnLines(
    new ParameterError(`Error parsing parameter '--rules': ${reason}${hint === undefined ? '' : `\n${hint}`}`),
  );
}
