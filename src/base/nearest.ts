/**
 * The known word that a mistyped one was most likely meant to be; undefined when none is near.
 *
 * @param plain takes off what words are compared without
 */
export function nearest(
  typed: string,
  known: readonly string[],
  plain: (word: string) => string = (word) => word,
): string | undefined {
  const limit = Math.max(1, Math.floor(typed.length / 3));
  const wanted = plain(typed);
  const [first] = known
    .map((word) => ({ word, distance: editDistance(wanted, plain(word)) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return first?.word;
}

/** Optimal string alignment: how many letters are missing, too many, wrong or swapped. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap = row > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (before[column - 2] ?? cost) + 1);
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
