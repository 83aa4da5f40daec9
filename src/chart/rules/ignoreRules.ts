import { hasCode } from '../../base/error';
import { parseIgnore, type IgnoreRules } from '../ignore';
import type { CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import type { Fix } from './finding';
import { fix } from './fixes';
import { sourceText, type SourceText, type Span } from './sourceText';

interface Line extends Span {
  readonly pattern: string;
  /** With its line end. */
  readonly whole: Span;
}

// What `helm create` writes, so that it is there before such a file is (pkg/chart/v2/util/create.go).
const precautions = new Set([
  ...['.DS_Store', '.git/', '.gitignore', '.bzr/', '.bzrignore', '.hg/', '.hgignore', '.svn/'],
  ...['*.swp', '*.bak', '*.tmp', '*.orig', '*~', '.project', '.idea/', '*.tmproj', '.vscode/'],
]);

/** What a .helmignore says otherwise than a .gitignore would (pkg/ignore/rules.go). */
export function ignoreRules(chart: CheckedChart): readonly Draft[] {
  const text = chart.texts.get('.helmignore');
  if (text === undefined) return [];
  const source = sourceText('.helmignore', text);
  const folders = foldersOf(chart.facts.files ?? []);
  return linesOf(text).flatMap((line) => lineRules(chart, source, line, folders));
}

function lineRules(
  chart: CheckedChart,
  source: SourceText,
  line: Line,
  folders: readonly string[],
): readonly Draft[] {
  const { pattern } = line;
  const spot = { in: source, at: line, facts: { pattern } };
  const remove = change(source, line.whole, 'Remove the rule', '');
  if (pattern.includes('**')) {
    const template =
      'Helm knows no ** and loads no chart with one: a name without "/" applies at any depth';
    return [
      { ...spot, rule: 'ignore-double-star', template, fixes: [singleStar(source, line), remove] },
    ];
  }
  const rules = rulesOf(pattern);
  if (!rules) {
    const template = 'Helm cannot read the pattern "{pattern}", and loads no chart with it';
    return [{ ...spot, rule: 'ignore-pattern-invalid', template, fixes: [remove] }];
  }
  if (pattern.startsWith('!')) {
    const template =
      'Helm ignores everything that "{pattern}" does not match, Chart.yaml as well: it takes nothing back';
    return [{ ...spot, rule: 'ignore-negation', template, fixes: [remove] }];
  }
  const dropped = needed(chart).find(({ path, isFolder }) => rules.ignores(path, isFolder));
  if (dropped) {
    const template = '"{pattern}" leaves out {path}, which the chart needs';
    const facts = { pattern, path: dropped.path };
    return [{ ...spot, rule: 'ignore-drops-chart', template, facts, fixes: [remove] }];
  }
  const { files } = chart.facts;
  if (!files || precautions.has(pattern) || isPrecaution(pattern)) return [];
  const matches =
    files.some((path) => rules.ignores(path, false)) ||
    folders.some((path) => rules.ignores(path, true));
  if (matches) return [];
  const template = '"{pattern}" matches nothing in the chart';
  return [{ ...spot, rule: 'ignore-matches-nothing', template, fixes: [remove] }];
}

function rulesOf(pattern: string): IgnoreRules | undefined {
  try {
    return parseIgnore(pattern);
  } catch (error) {
    if (hasCode(error, 'chart.ignore-invalid')) return undefined;
    throw error;
  }
}

/** Names of a kind are ignored before there are any. */
function isPrecaution(pattern: string): boolean {
  return pattern.includes('*') && !pattern.replace(/\/$/, '').includes('/');
}

function needed({ facts }: CheckedChart): readonly { path: string; isFolder: boolean }[] {
  const templates = facts.files?.some((path) => path.startsWith('templates/')) ?? true;
  return [
    { path: 'Chart.yaml', isFolder: false },
    ...(templates ? [{ path: 'templates', isFolder: true }] : []),
  ];
}

/** `a/**` is all of a folder, and what comes after `**` with a slash is at any depth as it is. */
function singleStar(source: SourceText, line: Line): Fix | undefined {
  const text = line.pattern
    .replace(/^!?(?:\*\*\/)+/, '')
    .replace(/(?:\/\*\*)+(?:\/\*?)?$/, '/')
    .replaceAll(/\*{2,}/g, '*');
  return change(source, line, 'Change it to {text}', text, { text });
}

function change(
  source: SourceText,
  { start, end }: Span,
  title: string,
  text: string,
  facts: Readonly<Record<string, string>> = {},
): Fix | undefined {
  return fix({ title, facts, edits: [{ file: source.path, start, end, text }] });
}

function linesOf(text: string): readonly Line[] {
  return Array.from(text.matchAll(/[^\n]*\n|[^\n]+$/g), ({ 0: line, index }) => {
    const pattern = line.trim();
    const start = index + line.indexOf(pattern);
    const whole = { start: index, end: index + line.length };
    return { pattern, start, end: start + pattern.length, whole };
  }).filter(({ pattern }) => pattern !== '' && !pattern.startsWith('#'));
}

function foldersOf(files: readonly string[]): readonly string[] {
  const folders = new Set<string>();
  for (const path of files) {
    const steps = path.split('/').slice(0, -1);
    steps.forEach((_, at) => folders.add(steps.slice(0, at + 1).join('/')));
  }
  return [...folders];
}
