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
