import { ChartroomError } from '../../base/error';
import type { ReleaseChart } from './chart';

/** A chart that another one depends on could not be published. */
export function heldBack(chart: ReleaseChart, blocker: ReleaseChart): ChartroomError {
  return new ChartroomError({
    code: 'release.held-back',
    template:
      '{name} {version} was held back: it depends on {blocker}, which could not be published',
    facts: { name: chart.name, version: chart.version, blocker: blocker.name },
  });
}

/** The version of a sub-chart in the workspace is not where the chart takes it from. */
export function notPublished(
  chart: ReleaseChart,
  subchart: ReleaseChart,
  location: string,
): ChartroomError {
  return new ChartroomError({
    code: 'release.subchart-not-published',
    template:
      '{name} depends on {subchart}, and {location} does not have its version {version}: publish that as well',
    facts: { name: chart.name, subchart: subchart.name, version: subchart.version, location },
  });
}

/** Somebody else was faster, with other content. */
export function changedMeanwhile(reference: string): ChartroomError {
  return new ChartroomError({
    code: 'release.changed-meanwhile',
    template:
      '{reference} was published by somebody else meanwhile, with other content, and was not replaced',
    facts: { reference },
  });
}
