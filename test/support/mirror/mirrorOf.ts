import type { ChartSelection, Mirror } from '../../../src/publishing/mirror/mirror';

/** All of what one source has, into one place, unless told otherwise. */
export function mirrorOf(
  url: string,
  target: string,
  {
    charts,
    ...settings
  }: Partial<Mirror> & {
    readonly charts?: readonly Partial<ChartSelection>[];
  } = {},
): Mirror {
  const all = { name: '**', versions: { prereleases: false }, target, prefix: '' };
  return {
    sources: [{ url, charts: (charts ?? [{}]).map((chart) => ({ ...all, ...chart })) }],
    onConflict: 'fail',
    create: false,
    attachments: true,
    provenance: true,
    ...settings,
  };
}
