import { shownValue } from './problem.ts';

/** The parts of an ARN. A part may be empty or hold the placeholder of a guide. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

/** A part ends at a colon, but not at one within `${AWS::AccountId}`. */
const part = '((?:\\$\\{[^}]*\\}|[^:])*)';
const arn = new RegExp(`^arn:${part}:${part}:${part}:${part}:(.*)$`, 's');

/** Splits an ARN into its parts; returns undefined for any other text. */
export function parseArn(text: string): Arn | undefined {
  const [whole, partition = '', service = '', region = '', account = '', resource = ''] = arn.exec(text) ?? [];
  return whole === undefined ? undefined : { partition, service, region, account, resource };
}

/** Returns whether a text is an AWS account ID. */
export function isAccount(text: string | undefined): text is string {
  return text !== undefined && /^[0-9]{12}$/.test(text);
}

/**
 * Returns the problem with an account that is not one, or is not the account of the registry.
 *
 * @param registry the account of the registry, if it is known
 */
export function accountProblem(
  what: 'secret' | 'role',
  account: string,
  registry: string | undefined,
): string | undefined {
  if (!isAccount(account)) return `the account must be twelve digits, not ${shownValue(account)}`;
  return registry === undefined || account === registry
    ? undefined
    : `the ${what} must be in the account of the registry, ${registry}`;
}

/**
 * Returns the problem with empty parts. A guide or a template has `${AWS::AccountId}` or a variable in their place, and
 * a shell has replaced it.
 */
export function emptyPartsProblem(parts: Readonly<Record<string, string>>): string | undefined {
  const names = Object.entries(parts).flatMap(([name, text]) => (text === '' ? [name] : []));
  if (names.length === 0) return undefined;
  const list = names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
  return `the ${list} ${names.length === 1 ? 'is' : 'are'} empty. If a shell has replaced \${…}, use single quotes`;
}
