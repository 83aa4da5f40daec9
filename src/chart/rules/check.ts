import type { ChartFacts } from './chartFacts';
import { readChart, type CheckedChart } from './checkedChart';
import { conditionRules } from './conditionRules';
import { constraintRules } from './constraintRules';
import { crdRules } from './crdRules';
import { dependencyRules } from './dependencyRules';
import type { Draft } from './draft';
import type { Finding, Severity } from './finding';
import { ignoreRules } from './ignoreRules';
import { lockRules } from './lockRules';
import { metadataRules } from './metadataRules';
import { peopleRules } from './peopleRules';
import { presenceRules } from './presenceRules';
import { publishRules } from './publishRules';
import { repositoryRules } from './repositoryRules';
import { ruleTable } from './rules';
import { sizeLimitOf, tooLarge } from './sizeLimit';
import { valuesRules } from './valuesRules';
import { yamlRules } from './yamlRules';

export type Level = 'off' | Severity;

// Nobody reads more of one kind, and a broken text can have any number.
const findingsOfRule = 100;

const severities = new Map<string, Severity>(
  ruleTable.map(({ name, severity }) => [name, severity]),
);

const groups: readonly ((chart: CheckedChart) => readonly Draft[])[] = [
  yamlRules,
  metadataRules,
  peopleRules,
  publishRules,
  dependencyRules,
  repositoryRules,
  constraintRules,
  presenceRules,
  conditionRules,
  lockRules,
  valuesRules,
  crdRules,
  ignoreRules,
];

/**
 * Everything the rules find in a chart, by file and place. It reads nothing but what it is given.
 *
 * @param texts by their path in the chart, without a byte order mark: Chart.yaml, and Chart.lock,
 *   requirements.yaml, requirements.lock, .helmignore, values.yaml, values.schema.json, `crds/…` and
 *   `charts/<name>/Chart.yaml` and `values.yaml` there where they are. What is left out is not checked.
 * @param levels how severe a rule is, by its name, where that is not its default
 */
export function checkChart(
  texts: ReadonlyMap<string, string>,
  facts: ChartFacts,
  levels: Readonly<Record<string, Level>>,
): Finding[] {
  const large = [...texts].filter(([path, text]) => text.length > sizeLimitOf(path));
  const others = new Map([...texts].filter(([path, text]) => text.length <= sizeLimitOf(path)));
  const chart = readChart(others, facts);
  const drafts = [
    ...large.map(([path, text]) => tooLarge(path, text)),
    // Nothing is said of a Chart.yaml that was not read.
    ...(others.has('Chart.yaml') ? groups.flatMap((group) => group(chart)) : []),
  ];
  const counts = new Map<string, number>();
  return drafts
    .filter((draft) => !isUncertain(draft, chart))
    .filter(({ rule }) => {
      const count = (counts.get(rule) ?? 0) + 1;
      counts.set(rule, count);
      return count <= findingsOfRule;
    })
    .map((draft) => findingOf(draft, levels))
    .filter((finding) => finding !== undefined)
    .sort(compareFindings);
}

const missingFields: ReadonlySet<string> = new Set([
  ...['api-version-missing', 'name-missing', 'version-missing', 'icon-missing'],
  ...['maintainer-name-missing', 'dependency-name-missing', 'dependency-version-missing'],
]);

/** What is missing in a text that breaks off may come after. */
function isUncertain({ rule }: Draft, { definition }: CheckedChart): boolean {
  return definition.fault !== undefined && missingFields.has(rule);
}

function findingOf(draft: Draft, levels: Readonly<Record<string, Level>>): Finding | undefined {
  const level = Object.hasOwn(levels, draft.rule) ? levels[draft.rule] : undefined;
  const severity = level ?? severities.get(draft.rule) ?? 'info';
  if (severity === 'off') return undefined;
  return {
    rule: draft.rule,
    severity,
    file: draft.in.path,
    range: draft.in.rangeOf(draft.at),
    template: draft.template,
    facts: draft.facts ?? {},
    related: (draft.related ?? []).map((place) => ({
      file: place.in.path,
      range: place.in.rangeOf(place.at),
      template: place.template,
      facts: place.facts ?? {},
    })),
    fixes: (draft.fixes ?? []).filter((fix) => fix !== undefined),
  };
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    a.file.localeCompare(b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character
  );
}
