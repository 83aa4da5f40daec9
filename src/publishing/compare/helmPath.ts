/** What ends a key in a path of `--set`, and what takes that from it (Helm, pkg/strvals/parser.go). */
const special = /[\\.,=[]/g;

/** A place in values as `--set` and people write it: `service.port`, `annotations.example\.com/name`. */
export function helmPath(keys: readonly string[]): string {
  return keys.map((key) => (key === '' ? '""' : key.replace(special, String.raw`\$&`))).join('.');
}
