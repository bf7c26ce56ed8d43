import fc from 'fast-check';

import type { RuleInput } from '../../../../../src/extensions/many-registries/export/rule-input.ts';
import { placeholders } from '../../../../../src/extensions/many-registries/placeholders.ts';

/** Strings that have a meaning in YAML, CloudFormation or Terraform. */
// prettier-ignore
const awkward = fc.constantFrom(
  'no', 'on', 'null', '~', '1e5', '0x1f', '0b1', '012', '12:30:45', '2001-01-01', '1_000', '.5', '',
  '${foo}', '${!foo}', '$', '$$', '${', '}', '%{if x}', '%%', '"', '\\', '\\n', '\n', '\r', '\t', '\u0000', '\u007f',
  '\u0085', '\u2028', "'", '#', ': ', '- ', ' ', 'é', '🚀',
);

const references = fc.constantFrom(...placeholders.map((placeholder) => `\${${placeholder}}`));

/** Strings of a rule, with and without placeholders. */
const ruleTexts = fc
  .array(fc.oneof(awkward, references, fc.string()), { maxLength: 6 })
  .map((pieces) => pieces.join(''));

/** Rules with distinct prefixes and any strings, also such as no registry accepts. */
export const ruleInputs: fc.Arbitrary<RuleInput[]> = fc.uniqueArray(
  fc.record(
    {
      ecrRepositoryPrefix: ruleTexts,
      upstreamRegistryUrl: ruleTexts,
      upstreamRegistry: ruleTexts,
      credentialArn: ruleTexts,
      customRoleArn: ruleTexts,
      upstreamRepositoryPrefix: ruleTexts,
    },
    { requiredKeys: ['ecrRepositoryPrefix', 'upstreamRegistryUrl'] },
  ),
  { selector: ({ ecrRepositoryPrefix }) => ecrRepositoryPrefix, maxLength: 4 },
);

/** The string after substitution: the names in capital letters take the place of the placeholders. */
export function substituted(text: string): string {
  return placeholders.reduce(
    (result, placeholder) => result.replaceAll(`\${${placeholder}}`, () => placeholder.toUpperCase()),
    text,
  );
}
