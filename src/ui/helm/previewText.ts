import * as vscode from 'vscode';
import type { Rendering } from '../../publishing/helm/renderTemplates';
import { formatSize } from '../../base/size';

/** What a run of Helm came to. */
export interface Outcome {
  /** `name version`, as far as it is known. */
  readonly chart: string;
  readonly template: string | undefined;
  readonly release: string;
  readonly namespace: string;
  readonly valuesFiles: readonly string[];
  /** Undefined where Helm did not end, or could not begin. */
  readonly rendering: Rendering | undefined;
  /** Why not, as a sentence. */
  readonly failure: string | undefined;
}

/**
 * The text of a preview: what it was rendered with and what went wrong as comments, then the YAML.
 *
 * @param good what was rendered before without a problem
 */
export function previewText(outcome: Outcome, good: string | undefined): string {
  const { rendering } = outcome;
  const yaml = rendering?.yaml ?? '';
  const problem = problemLines(outcome);
  const isFine = isGood(outcome);
  const isNothing = rendering?.problem?.kind === 'nothing';
  const below = isFine || isNothing || yaml !== '' ? yaml : (good ?? '');
  return [
    ...headLines(outcome),
    ...problem,
    ...noteLines(outcome, isFine, yaml !== '', good !== undefined && good !== ''),
    '',
  ]
    .map((line) => `# ${line}`.trimEnd())
    .concat(below)
    .join('\n');
}

/** True where nothing is left to mend. */
export function isGood({ rendering, failure }: Outcome): boolean {
  return failure === undefined && rendering?.problem === undefined;
}

function headLines(outcome: Outcome): string[] {
  const { chart, template, release, namespace, valuesFiles } = outcome;
  const what = template === undefined ? chart : `${chart}, ${template}`;
  const files = valuesFiles.map((path) => vscode.workspace.asRelativePath(path)).join(' < ');
  const asWhat = vscode.l10n.t('{what}: release {release} in namespace {namespace}', {
    ...{ what, release, namespace },
  });
  return [
    release === '' ? what : asWhat,
    files === ''
      ? vscode.l10n.t('Values files: none but values.yaml of the chart')
      : vscode.l10n.t('Values files: {files}', { files }),
  ];
}

function problemLines({ rendering, failure, template = '' }: Outcome): string[] {
  if (failure !== undefined) return ['', failure];
  const problem = rendering?.problem;
  if (!problem) return [];
  switch (problem.kind) {
    case 'nothing':
      return ['', vscode.l10n.t('{template} renders to nothing with these values.', { template })];
    case 'dependencies':
      return [
        '',
        vscode.l10n.t(
          'The chart depends on charts that are not in charts/. Update its dependencies.',
        ),
        ...quoted(problem.text),
      ];
    case 'not-yaml':
      return [
        '',
        vscode.l10n.t('What the template renders to is no YAML:'),
        ...quoted(problem.text),
      ];
    case 'template':
    case 'other':
      return ['', vscode.l10n.t('Helm cannot render the templates:'), ...quoted(problem.text)];
  }
}

/** Helm puts what led to what into one line. */
function quoted(text: string): string[] {
  return text
    .replaceAll(/: (?=error calling |template: |executing )/g, ':\n')
    .split('\n')
    .map((line) => `  ${line}`);
}

function noteLines(
  { rendering }: Outcome,
  good: boolean,
  hasYaml: boolean,
  hasBefore: boolean,
): string[] {
  if (rendering?.isCut) {
    const size = formatSize(rendering.yaml.length);
    return [
      '',
      vscode.l10n.t('These are the first {size}; preview one template to see the rest.', { size }),
    ];
  }
  if (good || rendering?.problem?.kind === 'nothing') return [];
  if (hasYaml) return ['', vscode.l10n.t('Below is what was rendered.')];
  return hasBefore ? ['', vscode.l10n.t('Below is the last rendering that was good.')] : [];
}
