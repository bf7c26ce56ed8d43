/** A create with its two required options, for tests in which the rule itself does not matter. */
export const create = [
  'create-pull-through-cache-rule',
  '--ecr-repository-prefix',
  'aa',
  '--upstream-registry-url',
  'quay.io',
];
