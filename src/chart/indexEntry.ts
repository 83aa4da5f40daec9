import { field, flag, isStruct, items, text, type Place } from './goDecode';
import { parseVersion } from './version';

/** One version of a chart in an index: `ChartVersion` in Helm's pkg/repo/v1/index.go, what a dependency needs of it. */
export interface IndexEntry {
  readonly version: string;
  /** Where the archive is, absolute or from the repository's URL; the first is the one to take. */
  readonly urls: readonly string[];
  readonly appVersion?: string;
  readonly description?: string;
  readonly created?: Date;
  readonly deprecated?: boolean;
  /** SHA-256 of the archive in hex, with or without `sha256:`. */
  readonly digest?: string;
}

/** The versions of one chart, in the order of the index. As Helm does, those that are no versions are left out. */
export function readIndexEntries(place: Place): IndexEntry[] {
  const found: IndexEntry[] = [];
  for (const item of items(place)) {
    if (!isStruct(item)) continue;
    const entry = readEntry(item);
    if (parseVersion(entry.version)) found.push(entry);
  }
  return found;
}

function readEntry(item: Place): IndexEntry {
  const optional = (key: string): string | undefined => text(field(item, key)) || undefined;
  const appVersion = optional('appVersion');
  const description = optional('description');
  const digest = optional('digest');
  const created = new Date(optional('created') ?? NaN);
  return {
    version: text(field(item, 'version')),
    urls: items(field(item, 'urls')).map(text),
    ...(appVersion !== undefined && { appVersion }),
    ...(description !== undefined && { description }),
    ...(!Number.isNaN(created.getTime()) && { created }),
    ...(flag(field(item, 'deprecated')) && { deprecated: true }),
    ...(digest !== undefined && { digest }),
  };
}
