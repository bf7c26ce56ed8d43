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

/** The values of the placeholders in one registry. */
export type PlaceholderValues = Readonly<Record<Placeholder, string>>;

/** The parameters with the placeholders replaced. */
export function resolvePlaceholders(parameters: Parameters, values: PlaceholderValues): Parameters {
  const resolve = (value: InputValue): InputValue =>
    typeof value !== 'string'
      ? value
      : textParts(value)
          .map((part) => ('text' in part ? part.text : values[part.placeholder]))
          .join('');
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, resolve(value)]));
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

export const placeholderNames: readonly string[] = placeholders.map((name) => `\${${name}}`);
