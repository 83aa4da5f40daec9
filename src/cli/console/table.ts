/** Rows in columns under a heading, as kubectl prints them; no lines where there are no rows. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | undefined)[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  const all = [headings, ...rows].map((row) => headings.map((_, index) => row[index] ?? ''));
  const widths = headings.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
