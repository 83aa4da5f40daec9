/** The target of the first link with the relation `next` in a Link header (RFC 8288, section 3), as it stands there. */
export function nextLink(header: string | null): string | undefined {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(linkValue)) {
    if (relations(parameters).includes('next')) return target.trim();
  }
  return undefined;
}

// A target can hold commas and semicolons; only < and > bound it.
const linkValue = /<([^>]*)>((?:[^<",]|"(?:[^"\\]|\\.)*")*)/g;

// Registries write rel=next without quotes as well, which the grammar allows.
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i;

/** The first `rel` counts, and holds one or more relations (section 3.3). */
function relations(parameters: string): readonly string[] {
  const found = relation.exec(parameters);
  return (found?.[1] ?? found?.[2] ?? '').toLowerCase().split(/\s+/);
}
