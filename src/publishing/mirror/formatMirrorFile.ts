import { stringify } from 'yaml';
import {
  everyChart,
  type ChartSelection,
  type Mirror,
  type MirrorSource,
  type VersionSelection,
} from './mirror';

/** The text of a mirror file that says this, and no more than it has to. */
export function formatMirrorFile({ sources, onConflict, create, ...flags }: Mirror): string {
  const target = sources[0]?.charts[0]?.target;
  return stringify({
    ...(target !== undefined && { target }),
    ...(onConflict !== 'fail' && { onConflict }),
    ...(create !== false && { create }),
    ...(!flags.attachments && { attachments: false }),
    ...(!flags.provenance && { provenance: false }),
    sources: sources.map((source) => sourceOf(source, target)),
  });
}

function sourceOf({ url, charts }: MirrorSource, target: string | undefined): object {
  const [only, ...others] = charts;
  const isWhole = only !== undefined && others.length === 0 && isAll(url, only.name);
  return isWhole
    ? { url, ...selectionOf(only, target) }
    : { url, charts: charts.map((chart) => chartOf(chart, target)) };
}

/** One selection that a source stands for by itself. */
function isAll(url: string, name: string): boolean {
  return name === everyChart || (url.startsWith('oci://') && !url.endsWith('/'));
}

function chartOf(chart: ChartSelection, target: string | undefined): string | object {
  const selection = selectionOf(chart, target);
  return Object.keys(selection).length === 0 ? chart.name : { name: chart.name, ...selection };
}

function selectionOf(chart: ChartSelection, target: string | undefined): object {
  return {
    ...(chart.target !== target && { target: chart.target }),
    ...(chart.prefix !== '' && { prefix: chart.prefix }),
    ...versionsOf(chart.versions),
  };
}

function versionsOf({ listed, constraint, newest, prereleases }: VersionSelection): object {
  const versions = listed ?? constraint;
  return {
    ...(versions !== undefined && { versions }),
    ...(newest !== undefined && { newest }),
    ...(prereleases && { prereleases }),
  };
}
