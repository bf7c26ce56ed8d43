import { isSecretName, withSecretPrefix } from '../../model/secrets-manager.ts';
import type { InputValue, Parameters } from '../../model/values.ts';

/** The placeholders that strings of a rule may hold, as `${AWS::Region}`. The names are those of CloudFormation. */
export const placeholders = ['AWS::Region', 'AWS::AccountId', 'AWS::Partition'] as const;

export type Placeholder = (typeof placeholders)[number];

/** A part of a string: text as it is, or a placeholder. */
export type TextPart = { readonly text: string } | { readonly placeholder: Placeholder };

const reference = new RegExp(`\\$\\{(${placeholders.join('|')})\\}`);

/**
 * Splits a string of a rule at its placeholders. Any other `${` is text. Text parts are not empty, and no two of them
 * are adjacent.
 */
export function textParts(text: string): readonly TextPart[] {
  // `split` puts the names in the group of the expression between the pieces of text.
  return text.split(reference).flatMap((piece, index): readonly TextPart[] => {
    const placeholder = index % 2 === 1 ? placeholders.find((name) => name === piece) : undefined;
    if (placeholder !== undefined) return [{ placeholder }];
    return piece === '' ? [] : [{ text: piece }];
  });
}

export function hasPlaceholder(text: string, placeholder: Placeholder): boolean {
  return text.includes(`\${${placeholder}}`);
}

/** The member that a reference to a secret can be the value of. */
const secretMember = 'credentialArn';

/** The placeholder of a secret's ARN as messages show it. */
export const secretPlaceholder = '${SecretArn:NAME}';

/** A reference to a secret: `${SecretArn:NAME}` as a whole value. */
const secretReference = /^\$\{SecretArn:([^{}]*)\}$/;

/**
 * Returns the name of the secret, with its prefix, whose ARN takes the place of a value.
 *
 * @returns undefined for a value that is not a reference to a secret
 */
export function referredSecret(value: InputValue | undefined): string | undefined {
  const [, name] = (typeof value === 'string' ? secretReference.exec(value) : null) ?? [];
  return name === undefined ? undefined : withSecretPrefix(name);
}

/** The values of the placeholders in one registry. */
export interface PlaceholderValues extends Readonly<Record<Placeholder, string>> {
  /** Returns the ARN of a secret by its name; undefined if it is not known, so that the reference stays. */
  readonly secretArn?: (name: string) => string | undefined;
}

/** The parameters with the placeholders replaced. */
export function resolvePlaceholders(parameters: Parameters, values: PlaceholderValues): Parameters {
  const resolve = (value: InputValue): InputValue =>
    typeof value !== 'string'
      ? value
      : textParts(value)
          .map((part) => ('text' in part ? part.text : values[part.placeholder]))
          .join('');
  const resolveSecret = (value: InputValue): InputValue | undefined => {
    const secret = referredSecret(value);
    return secret === undefined ? undefined : (values.secretArn?.(secret) ?? value);
  };
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      (name === secretMember ? resolveSecret(value) : undefined) ?? resolve(value),
    ]),
  );
}

/** Whether a string holds `${AWS::AccountId}`, whose value only STS knows. */
export function usesAccountId(parameters: Parameters): boolean {
  return Object.values(parameters).some(
    (value) => typeof value === 'string' && hasPlaceholder(value, 'AWS::AccountId'),
  );
}

/** Words in the form of a placeholder that are none, each with the member that holds it. */
export function unknownPlaceholders(
  parameters: Parameters,
): readonly { readonly member: string; readonly name: string }[] {
  return Object.entries(parameters).flatMap(([member, value]) =>
    typeof value !== 'string'
      ? []
      : [...value.matchAll(/\$\{AWS::\w+\}/g)]
          .map(([name]) => ({ member, name }))
          .filter(({ name }) => !placeholderNames.includes(name)),
  );
}

/** Returns the problems with references to secrets, each with the member that holds it. */
export function secretReferenceProblems(
  parameters: Parameters,
): readonly { readonly member: string; readonly problem: string }[] {
  return Object.entries(parameters).flatMap(([member, value]) => {
    if (typeof value !== 'string' || !value.includes('${SecretArn')) return [];
    const secret = member === secretMember ? referredSecret(value) : undefined;
    if (secret === undefined)
      return [{ member, problem: `${secretPlaceholder} can only be the whole value of ${secretMember}` }];
    if (isSecretName(secret)) return [];
    return [{ member, problem: `the name of the secret in ${value} must have letters, digits and /_+=.@- only` }];
  });
}

export const placeholderNames: readonly string[] = placeholders.map((name) => `\${${name}}`);
