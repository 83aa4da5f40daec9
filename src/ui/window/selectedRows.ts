/** The rows that a command of a tree is about: all that are selected when the one it was called on is one of them. */
export function selectedRows<T>(
  argument: unknown,
  selection: unknown,
  isRow: (value: unknown) => value is T,
): readonly T[] {
  const all: readonly unknown[] = Array.isArray(selection) ? selection : [];
  const rows = all.includes(argument) ? all : [argument];
  return rows.filter(isRow);
}
