import { globalOptions, type OptionDefinition } from '../model/options.ts';
import { maskedText } from '../platform/masks.ts';
import { similarOptions } from './argparse.ts';

/** The commands of `aws ecr` that are not here. (AWS CLI 2.36) */
const otherCommands: readonly string[] = [
  ...['batch-check-layer-availability', 'batch-delete-image', 'batch-get-image'],
  ...['batch-get-repository-scanning-configuration', 'complete-layer-upload', 'create-repository'],
  ...['create-repository-creation-template', 'delete-lifecycle-policy', 'delete-registry-policy', 'delete-repository'],
  ...['delete-repository-creation-template', 'delete-repository-policy', 'delete-signing-configuration'],
  ...['deregister-pull-time-update-exclusion', 'describe-image-replication-status', 'describe-image-scan-findings'],
  ...['describe-image-signing-status', 'describe-images', 'describe-registry', 'describe-repositories'],
  ...['describe-repository-creation-templates', 'get-account-setting', 'get-authorization-token'],
  ...['get-download-url-for-layer', 'get-lifecycle-policy', 'get-lifecycle-policy-preview'],
  ...['get-registry-policy', 'get-registry-scanning-configuration', 'get-repository-policy'],
  ...['get-signing-configuration', 'initiate-layer-upload', 'list-image-referrers', 'list-images'],
  ...['list-pull-time-update-exclusions', 'list-tags-for-resource', 'put-account-setting', 'put-image'],
  ...['put-image-scanning-configuration', 'put-image-tag-mutability', 'put-lifecycle-policy', 'put-registry-policy'],
  ...['put-registry-scanning-configuration', 'put-replication-configuration', 'put-signing-configuration'],
  ...['register-pull-time-update-exclusion', 'set-repository-policy', 'start-image-scan'],
  ...['start-lifecycle-policy-preview', 'tag-resource', 'untag-resource', 'update-image-storage-class'],
  ...['update-repository-creation-template', 'upload-layer-part', 'wait'],
];

/**
 * Returns what helps with an unknown command.
 *
 * @param commands the names of the known ones
 */
export function commandHint(name: string, commands: readonly string[]): string | undefined {
  if (typographicDash.test(name)) return dashHint(name, globalOptions);
  if (otherCommands.includes(name)) return `This command is not part of ecr. Use the AWS CLI: aws ecr ${name}`;
  const [meant, ...others] = commands.filter((command) => hasParts(command, name));
  return meant === undefined || others.length > 0 ? undefined : `Maybe you meant: ecr ${meant}`;
}

/**
 * Returns what helps with unknown words beside missing options.
 *
 * @param words the words that are neither options nor values
 * @param options those of the command
 * @param missing those that are required
 */
export function missingOptionHint(
  words: readonly string[],
  options: readonly OptionDefinition[],
  missing: readonly OptionDefinition[],
): string | undefined {
  const all = [...options, ...globalOptions];
  const lines = words.flatMap((word) => {
    if (hasWrongDash(word, all)) return dashHint(word, all);
    if (!word.startsWith('--')) return [];
    const name = word.replace(/=.*$/s, '');
    const [meant] = [...similarOptions([word], all), ...onlyOptionWithParts(name, missing)];
    return `${maskedText(name)} is not an option of this command${meant === undefined ? '' : `. Maybe you meant: ${meant}`}`;
  });
  return lines.length === 0 ? undefined : [...new Set(lines)].join('\n');
}

/** Returns what helps with unknown words; undefined unless they have one hyphen or the dashes of a word processor. */
export function dashesHint(words: readonly string[], options: readonly OptionDefinition[]): string | undefined {
  const all = [...options, ...globalOptions];
  const lines = words.filter((word) => hasWrongDash(word, all)).map((word) => dashHint(word, all));
  return lines.length === 0 ? undefined : [...new Set(lines)].join('\n');
}

/** Word processors put these in place of hyphens: U+2010 to U+2015, and the minus sign. */
const typographicDash = /^-?[\u2010-\u2015\u2212]/;

/** Returns what helps with the name of a file among unknown words of a command that reads rules. */
export function rulesFileHint(words: readonly string[], options: readonly OptionDefinition[]): string | undefined {
  const file = words.find((word) => /^[^-].*\.(?:json|ya?ml)$/i.test(word));
  if (file === undefined || !options.some(({ name }) => name === 'rules')) return undefined;
  return `To read the rules from a file, use: --rules ${maskedText(file.replace(/^(?:file:\/\/)?/, 'file://'))}`;
}

/** Returns whether a word is an option with the dashes of a word processor, or the name of one after a single hyphen. */
function hasWrongDash(word: string, options: readonly OptionDefinition[]): boolean {
  return typographicDash.test(word) || options.some(({ name }) => nameIn(word) === name && /^-[^-]/.test(word));
}

/** Does not repeat the word, which may be a secret. */
function dashHint(word: string, options: readonly OptionDefinition[]): string {
  const name = nameIn(word);
  const exact = options.some((option) => option.name === name) ? `--${name}` : undefined;
  const meant = exact ?? similarOptions([`--${name}`], options)[0];
  const right = `Options begin with two hyphens, not with ${typographicDash.test(word) ? 'a typographic dash' : 'one'}`;
  return meant === undefined ? right : `${right}: ${meant}`;
}

/** Returns the name of an option in a word, without dashes and value. */
function nameIn(word: string): string {
  return word.replace(/^[-\u2010-\u2015\u2212]+/, '').replace(/=.*$/s, '');
}

function onlyOptionWithParts(word: string, options: readonly OptionDefinition[]): readonly string[] {
  const found = options.filter(({ name }) => hasParts(name, word.slice(2)));
  return found.length === 1 ? found.map(({ name }) => `--${name}`) : [];
}

/** Returns whether a name has the parts of another one, in their order: `create-rule` or `prefix`. */
function hasParts(name: string, other: string): boolean {
  let parts = name.split('-');
  return other.split('-').every((part) => {
    const at = parts.indexOf(part);
    parts = parts.slice(at + 1);
    return at >= 0;
  });
}
