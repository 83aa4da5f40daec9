import type { ChartComparison, ChartValues, SubchartChange } from './compareCharts';
import type { DependencyChange, FieldChange } from './metadataChanges';
import type { ValueChange } from './valuesChanges';

/** Characters of a value that are shown: a line of a changelog, not a file. */
const longestValue = 120;

/** What changed in Chart.yaml and in values, as Markdown for a changelog; ends with a line break. */
export function valuesSummary(comparison: ChartComparison): string {
  const { before, after, metadata, dependencies, subcharts, values } = comparison;
  const chart = [
    ...metadata.map(fieldLine),
    ...dependencies.map(dependencyLine),
    ...subcharts.map(subchartLine),
  ];
  const sections = [
    ...(chart.length > 0 ? [['### Chart', ...list(chart)]] : []),
    ...values.map((one) => [valuesTitle(one), ...list(valuesLines(one, comparison))]),
  ];
  const none = `The same Chart.yaml and the same values in ${plain(before.name)} and ${plain(after.name)}.`;
  const blocks = sections.length > 0 ? sections : [[none]];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function list(lines: readonly string[]): readonly string[] {
  return ['', ...lines.map((line) => `- ${line}`)];
}

const fieldNames = new Map([
  ['name', 'Name'],
  ['version', 'Version'],
  ['appVersion', 'App version'],
  ['kubeVersion', 'Kubernetes version'],
  ['type', 'Type'],
  ['deprecated', 'Deprecated'],
]);

function fieldLine({ field, before, after }: FieldChange): string {
  if (field === 'deprecated') return after === 'true' ? 'Deprecated' : 'No longer deprecated';
  return `${fieldNames.get(field) ?? field}: ${fromTo(before, after)}`;
}

function dependencyLine({ change, name, fields }: DependencyChange): string {
  if (change === 'changed') {
    const words = fields.map(({ field, before, after }) => `${field} ${fromTo(before, after)}`);
    return `Dependency ${code(name)}: ${words.join(', ')}`;
  }
  const said = new Map(fields.map(({ field, before, after }) => [field, after ?? before]));
  const facts = [said.get('version'), said.get('repository')]
    .filter((text) => text !== undefined)
    .map(code);
  const words = change === 'added' ? 'Added dependency' : 'Removed dependency';
  return `${words} ${code(name)}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}

function subchartLine({ path, before, after }: SubchartChange): string {
  return `Packed sub-chart ${code(path)}: ${fromTo(before, after)}`;
}

function valuesTitle({ chart }: ChartValues): string {
  return chart === '' ? '### Values' : `### Values of the sub-chart ${code(chart)}`;
}

function valuesLines(
  { changes, problems }: ChartValues,
  { before, after }: ChartComparison,
): readonly string[] {
  return [
    ...problems.map(({ side, reason }) => {
      const { name } = side === 'before' ? before : after;
      return `The values of ${plain(name)} cannot be read: ${plain(reason)}`;
    }),
    ...changes.map(valueLine),
  ];
}

function valueLine({ change, path, before = '', after = '', types }: ValueChange): string {
  const key = code(path);
  switch (change) {
    case 'added':
      return `Added ${key}: ${code(after)}`;
    case 'removed':
      return `Removed ${key} (was ${code(before)})`;
    case 'changed': {
      const typed = types ? ` (${types.before} → ${types.after})` : '';
      return `Changed ${key}: ${fromTo(before, after)}${typed}`;
    }
  }
}

function fromTo(before: string | undefined, after: string | undefined): string {
  return [before, after].map((text) => (text === undefined ? 'none' : code(text))).join(' → ');
}

/** Text in backticks, with as many as it takes (CommonMark, "Code spans"). */
function code(text: string): string {
  const line = shortened(text.replace(/\s+/g, ' '));
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const room = longest > 0 || line.trim() === '' ? ' ' : '';
  return `${fence}${room}${line}${room}${fence}`;
}

/** Cut between characters, never in one. */
function shortened(text: string): string {
  if (text.length <= longestValue) return text;
  return `${Array.from(text.slice(0, longestValue + 1))
    .slice(0, -1)
    .join('')}…`;
}

/** Names of charts and files in running text, with what Markdown would take for markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, String.raw`\$&`);
}
