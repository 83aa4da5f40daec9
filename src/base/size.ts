const units = ['B', 'KiB', 'MiB', 'GiB'] as const;

/** A size in binary units as Helm's chart list wrote it, for example `2.4 KiB`. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? ''}`;
}
