/** The powers of the AWS CLI's library (jmespath/parser.py). */
const powers: Readonly<Record<string, number>> = {
  pipe: 1,
  or: 2,
  and: 3,
  eq: 5,
  ne: 5,
  lt: 5,
  lte: 5,
  gt: 5,
  gte: 5,
  flatten: 9,
  star: 20,
  filter: 21,
  dot: 40,
  not: 45,
  lbrace: 50,
  lbracket: 55,
  lparen: 60,
};

/** A token that binds weaker than this ends a projection, such as `a[*].b`. */
export const projectionEnd = 10;

/** Returns how strongly a token binds to the expression on its left. A token with power 0 ends the expression. */
export function powerOf(type: string): number {
  return powers[type] ?? 0;
}
