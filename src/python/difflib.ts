/**
 * How near two words are: the one measure behind every "Maybe you meant". It is the ratio of Ratcliff and
 * Obershelp (twice the characters in common, by longest common runs, over all characters), the same that Python's
 * difflib gives the AWS CLI.
 *
 * @returns 0 for nothing in common, 1 for the same
 */
export function likeness(one: string, other: string): number {
  const total = one.length + other.length;
  return total === 0 ? 1 : (2 * charactersInCommon(one, other)) / total;
}

/**
 * The words of `candidates` that are at least `threshold` alike to `word`: the nearest first, three at most.
 */
export function nearest(word: string, candidates: readonly string[], threshold: number): string[] {
  return candidates
    .filter((candidate) => mostAlike(candidate, word) >= threshold)
    .map((candidate) => ({ candidate, score: likeness(candidate, word) }))
    .filter(({ score }) => score >= threshold)
    .sort((a, b) => b.score - a.score || (a.candidate < b.candidate ? 1 : -1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** What the likeness of two words of their lengths can be at most: it spares most comparisons, which take long. */
function mostAlike(one: string, other: string): number {
  return (2 * Math.min(one.length, other.length)) / (one.length + other.length);
}

function charactersInCommon(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  const run = longestCommonRun(one, other);
  if (run.length === 0) return 0;
  return (
    run.length +
    charactersInCommon(one.slice(0, run.inOne), other.slice(0, run.inOther)) +
    charactersInCommon(one.slice(run.inOne + run.length), other.slice(run.inOther + run.length))
  );
}

/** The longest run of characters that both have; the earliest of equally long ones. */
function longestCommonRun(one: string, other: string) {
  let best = { inOne: 0, inOther: 0, length: 0 };
  let endingBefore: number[] = [];
  for (let i = 0; i < one.length; i++) {
    const endingHere: number[] = [];
    for (let j = 0; j < other.length; j++) {
      if (one[i] !== other[j]) continue;
      const length = (endingBefore[j - 1] ?? 0) + 1;
      endingHere[j] = length;
      if (length > best.length) best = { inOne: i - length + 1, inOther: j - length + 1, length };
    }
    endingBefore = endingHere;
  }
  return best;
}
