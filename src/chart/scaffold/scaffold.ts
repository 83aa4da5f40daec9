import { resolvePlain } from '../goScalar';
import { checkChartName } from './chartName';

export const chartKinds = ['application', 'library', 'empty'] as const;

/** What a new chart begins as: with everything a small service needs, as templates to share, or bare. */
export type ChartKind = (typeof chartKinds)[number];

/** The folder of what every kind gets. */
const forEvery = 'every';

/**
 * The files of a new chart, by path from its folder.
 *
 * @param texts the patterns, by path from `media/scaffold`: `every/…`, and a folder for each kind
 * @throws ChartroomError `chart.name-invalid`
 */
export function scaffoldChart(
  kind: ChartKind,
  name: string,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  checkChartName(name);
  const files = new Map<string, string>();
  for (const folder of [forEvery, kind]) {
    for (const [path, text] of texts) {
      if (path.startsWith(`${folder}/`)) {
        files.set(writtenPath(path.slice(folder.length + 1)), named(text, name));
      }
    }
  }
  return files;
}

/** Kept without its dot, so that it is not taken for rules about the patterns themselves. */
function writtenPath(path: string): string {
  return path === 'helmignore' ? '.helmignore' : path;
}

function named(text: string, name: string): string {
  return text.replaceAll('<<name>>', name).replaceAll('<<yamlName>>', yamlText(name));
}

/** In quotes where YAML, of any version, could take it for a number, a date or a boolean. */
function yamlText(name: string): string {
  return /^[a-zA-Z]/.test(name) && resolvePlain(name) === name ? name : `"${name}"`;
}
