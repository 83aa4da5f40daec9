import { slug } from './names';
import type { PublishTask } from './pipeline';

/** What stands before and after the version in the git tags of a chart. */
export interface TagShape {
  readonly before: string;
  readonly after: string;
}

/** A chart's name that a filter would take for more than a name is one in words. */
export function tagShape({
  chart,
  tagPattern,
}: Pick<PublishTask, 'chart' | 'tagPattern'>): TagShape {
  const name = /^[\w.-]+$/.test(chart) ? chart : slug(chart);
  const [before = '', ...after] = tagPattern.trim().replaceAll('{name}', name).split('{version}');
  return { before, after: after.at(-1) ?? '' };
}
