import { matchesPattern } from '../model/shapes.ts';
import { invalidValue, withoutQuotes } from './problem.ts';

/** The prefix for all repositories. */
const root = 'ROOT';

/** The pattern of repository prefixes in the service's model, in words. */
const patternInWords = 'use lowercase letters and digits; . _ - and / only between them';

/** Separators at the end of a prefix, with and without its final slash. */
const separatorNames: Readonly<Record<string, string>> = { '-': 'a hyphen', '.': 'a dot', _: 'an underscore' };

/**
 * Returns the problem with a repository prefix that does not match the pattern.
 *
 * @param pattern the pattern in the service's model
 */
export function prefixProblem(name: string, value: string, pattern: string): string | undefined {
  if (matchesPattern(value, pattern)) return undefined;
  const plain = withoutQuotes(value).replace(/\/+/g, '/').replace(/^\//, '');
  const similar = [root, plain.toLowerCase()].find(
    (prefix) => (prefix !== root || /^root\/?$/i.test(plain)) && matchesPattern(prefix, pattern),
  );
  const suggestion = similar === undefined ? '' : `. Maybe you meant: ${similar}`;
  const separator = separatorNames[/([-._])\/?$/.exec(value)?.[1] ?? ''];
  const end = separator === undefined ? '' : `it ends in ${separator}: `;
  return invalidValue(name, value, `${end}${patternInWords}${suggestion}`);
}

/** Returns the problem with an upstream repository prefix if the repository prefix is ROOT. */
export function upstreamPrefixProblem(value: string, prefix: string | undefined): string | undefined {
  if (prefix !== root || value === root) return undefined;
  return invalidValue('upstreamRepositoryPrefix', value, `use ${root}, because ecrRepositoryPrefix is ${root}`);
}
