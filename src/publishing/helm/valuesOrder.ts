/** The files that are chosen now, in the order they were chosen: those that stay keep their places, and new ones come last. */
export function inOrder(before: readonly string[], now: readonly string[]): string[] {
  const kept = before.filter((path) => now.includes(path));
  return [...new Set([...kept, ...now])];
}
