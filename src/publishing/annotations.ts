import type { Maintainer, Metadata } from '../chart/metadata';

const title = 'org.opencontainers.image.title';
const version = 'org.opencontainers.image.version';

/**
 * The manifest annotations Helm writes for a chart (helm `pkg/registry/chart.go`): generated ones,
 * overridden by the chart's own except for title and version. `created` is left out unless given,
 * because Helm's default, the time of the archive, would make every save another digest.
 */
export function chartAnnotations(metadata: Metadata, created?: Date): Record<string, string> {
  const generated: Record<string, string | undefined> = {
    'org.opencontainers.image.authors': metadata.maintainers?.map(author).join(', '),
    'org.opencontainers.image.created': created && secondsOnly(created),
    'org.opencontainers.image.description': metadata.description,
    'org.opencontainers.image.source': metadata.sources?.[0],
    [title]: metadata.name,
    'org.opencontainers.image.url': metadata.home,
    [version]: metadata.version,
  };
  const annotations = new Map<string, string>();
  for (const [key, value] of Object.entries(generated)) {
    if (value?.trim()) annotations.set(key, value);
  }
  for (const [key, value] of Object.entries(metadata.annotations ?? {})) {
    if (key !== title && key !== version) annotations.set(key, value);
  }
  return Object.fromEntries(annotations);
}

function author(maintainer: Maintainer): string {
  const name = maintainer.name ?? '';
  return maintainer.email ? `${name} (${maintainer.email})` : name;
}

function secondsOnly(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
