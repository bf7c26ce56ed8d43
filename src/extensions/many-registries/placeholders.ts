import type { InputValue, Parameters } from '../../model/values.ts';
import { hasPlaceholder, placeholders, textParts, type Placeholder } from './rule-text.ts';

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
