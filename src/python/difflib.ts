/**
 * Returns the similarity of two words, on which every "Maybe you meant" is based. It is the ratio of Ratcliff and
 * Obershelp: twice the number of characters in common, by longest common runs, divided by the total number of
 * characters. The AWS CLI uses the same ratio of Python's difflib.
 *
 * @returns from 0 for words without common characters to 1 for equal words
 */
export function similarity(one: string, other: string): number {
  const total = one.length + other.length;
  return total === 0 ? 1 : (2 * charactersInCommon(one, other)) / total;
}

/**
 * Returns at most three words of `candidates` with at least `threshold` similarity to `word`, the most similar first.
 */
export function closeMatches(word: string, candidates: readonly string[], threshold: number): string[] {
  return candidates
    .filter((candidate) => maxSimilarity(candidate, word) >= threshold)
    .map((candidate) => ({ candidate, score: similarity(candidate, word) }))
    .filter(({ score }) => score >= threshold)
    .sort((a, b) => b.score - a.score || (a.candidate < b.candidate ? 1 : -1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Returns the maximum similarity of two words of these lengths. It makes most of the slow comparisons unnecessary. */
function maxSimilarity(one: string, other: string): number {
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

/** Returns the longest common run of characters, the earliest of equally long ones. */
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
