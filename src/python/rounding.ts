/** Rounds to an integer as Python's `round` does: a half goes to the even neighbour. */
export function roundHalfEven(number: number): number {
  const rounded = Math.round(number);
  return Math.abs(number % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
