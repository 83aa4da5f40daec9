import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FixAction } from '../../chart/rules/finding';
import type { PlacedEdit, PlacedFinding, PlacedFix } from '../../publishing/check/checkFolder';
import type { CommandId } from '../contributions';
import type { ChartDiagnostics, ChartFindings } from './chartDiagnostics';
import { diagnosticOf, rangeOf, ruleOf, words } from './diagnosticOf';
import { pathIn } from './chartIndex';

/** What a command of a fix is told. */
export interface FixStep {
  /** Folder of the chart. */
  readonly directory: string;
  readonly action: FixAction;
}

/** What the command about the level of a rule is told. */
export interface RuleOfChart {
  readonly directory: string;
  readonly rule: string;
}

const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('chartroom');

/** Where the rules find something. */
const selector: vscode.DocumentSelector = [
  '**/{Chart.yaml,Chart.lock,requirements.yaml,requirements.lock,.helmignore,values.yaml,values.schema.json}',
  '**/crds/**',
].map((pattern) => ({ scheme: 'file', pattern }));

/** Offers every way to take a finding away, and what can be done about its rule. */
export function registerFixes(diagnostics: ChartDiagnostics): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    selector,
    {
      provideCodeActions: async (document, range, { only, diagnostics: shown }) => {
        const chart = await diagnostics.findingsAt(document.uri);
        const file = chart && pathIn(chart.directory, document.uri.fsPath);
        if (!chart || file === undefined) return [];
        const here = chart.findings.filter((finding) => finding.file === file);
        const wantsAll = only !== undefined && fixAllKind.intersects(only);
        if (wantsAll) return fixAll(chart.directory, file, here);
        const touched = here.filter((finding) => rangeOf(finding.range).intersection(range));
        return [
          ...touched.flatMap((finding) => fixesOf(chart, finding, shown)),
          ...aboutRules(chart, touched, shown),
        ];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind] },
  );
}

function fixesOf(
  { directory }: ChartFindings,
  finding: PlacedFinding,
  shown: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return finding.fixes.map((fix, index) => {
    const action = new vscode.CodeAction(
      words(fix.title, fix.facts),
      vscode.CodeActionKind.QuickFix,
    );
    action.diagnostics = [diagnosticIn(shown, finding, directory)];
    // What goes beyond the text, such as a folder's name, is for a person to choose.
    action.isPreferred = index === 0 && fix.action === undefined;
    if (fix.edits.length > 0) action.edit = workspaceEdit(directory, fix.edits);
    if (fix.action) {
      const step: FixStep = { directory, action: fix.action };
      action.command = command('chartroom.findings.applyFix', action.title, step);
    }
    return action;
  });
}

function aboutRules(
  { directory }: ChartFindings,
  findings: readonly PlacedFinding[],
  shown: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const rules = new Map(findings.map((finding) => [finding.rule, finding]));
  return [...rules].flatMap(([rule, finding]) => {
    const about = (title: string, id: CommandId, argument: unknown): vscode.CodeAction => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [diagnosticIn(shown, finding, directory)];
      action.command = command(id, title, argument);
      return action;
    };
    const ofChart: RuleOfChart = { directory, rule };
    return [
      about(
        vscode.l10n.t('Set severity of {rule}…', { rule }),
        'chartroom.rules.setLevel',
        ofChart,
      ),
      about(vscode.l10n.t('Turn off {rule}', { rule }), 'chartroom.rules.turnOff', ofChart),
      about(vscode.l10n.t('What {rule} is about', { rule }), 'chartroom.rules.open', rule),
    ];
  });
}

/** Every safe fix of a file in one edit; of two that touch the same place the first. */
function fixAll(
  directory: string,
  file: string,
  findings: readonly PlacedFinding[],
): vscode.CodeAction[] {
  const taken: PlacedEdit[] = [];
  for (const { fixes } of findings) {
    const fix = fixes.find(({ isSafe }) => isSafe);
    if (fix && isWithin(fix, file) && !fix.edits.some((edit) => overlaps(edit, taken))) {
      taken.push(...fix.edits);
    }
  }
  if (taken.length === 0) return [];
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all that is safe to fix'), fixAllKind);
  action.edit = workspaceEdit(directory, taken);
  return [action];
}

function isWithin({ edits, action }: PlacedFix, file: string): boolean {
  return action === undefined && edits.every((edit) => edit.file === file && edit.range);
}

function overlaps({ range }: PlacedEdit, others: readonly PlacedEdit[]): boolean {
  return others.some(
    (other) => !range || !other.range || rangeOf(range).intersection(rangeOf(other.range)),
  );
}

function workspaceEdit(directory: string, edits: readonly PlacedEdit[]): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { file, range, text } of edits) {
    const uri = vscode.Uri.file(join(directory, file));
    if (range) edit.replace(uri, rangeOf(range), text);
    else edit.createFile(uri, { contents: Buffer.from(text) });
  }
  return edit;
}

/** The one that VS Code shows, so that it knows what is taken away. */
function diagnosticIn(
  shown: readonly vscode.Diagnostic[],
  finding: PlacedFinding,
  directory: string,
): vscode.Diagnostic {
  const own = diagnosticOf(finding, directory);
  const same = shown.find(
    (other) => ruleOf(other) === finding.rule && other.range.isEqual(own.range),
  );
  return same ?? own;
}

function command(id: CommandId, title: string, argument: unknown): vscode.Command {
  return { command: id, title, arguments: [argument] };
}
