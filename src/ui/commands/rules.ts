import * as vscode from 'vscode';
import type { Level } from '../../chart/rules/check';
import { ruleTable } from '../../chart/rules/rules';
import type { RuleOfChart } from '../editor/fixes';
import { ruleLevelsFor, setRuleLevel } from '../editor/ruleLevels';
import { pickChart } from '../pick/pickChart';
import type { CommandHandler } from '../window/command';

/** Set Severity of Rule…: of the one a finding is of, else of one that is picked. */
export function setRuleLevelCommand(): CommandHandler {
  return async (argument) => {
    const title = vscode.l10n.t('Set Severity of Rule');
    const chosen = (argument as RuleOfChart | undefined) ?? (await askRule(title));
    if (!chosen) return;
    const level = await askLevel(chosen);
    if (level !== undefined) await setRuleLevel(chosen.directory, chosen.rule, level);
  };
}

/** Turns the rule of a finding off. */
export function turnOffRuleCommand(): CommandHandler {
  return async (argument) => {
    const { directory, rule } = argument as RuleOfChart;
    await setRuleLevel(directory, rule, 'off');
  };
}

/** Shows what a rule is about, from the documentation that comes with the extension. */
export function openRuleCommand(): CommandHandler {
  return async (argument) => {
    const rule = typeof argument === 'string' ? argument : await pickRule(vscode.l10n.t('Rules'));
    const extension = vscode.extensions.getExtension('chartroom.chartroom');
    if (rule === undefined || !extension) return;
    const page = vscode.Uri.joinPath(extension.extensionUri, 'docs', 'rules.md');
    await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment: rule }));
  };
}

async function askRule(title: string): Promise<RuleOfChart | undefined> {
  const chart = await pickChart(undefined, title);
  const rule = chart && (await pickRule(title));
  return chart && rule !== undefined ? { directory: chart.directory, rule } : undefined;
}

async function pickRule(title: string): Promise<string | undefined> {
  const rows = ruleTable.map(({ name, title: detail }) => ({ label: name, detail }));
  const picked = await vscode.window.showQuickPick(rows, { title, matchOnDetail: true });
  return picked?.label;
}

async function askLevel({ directory, rule }: RuleOfChart): Promise<Level | undefined> {
  const known = ruleTable.find(({ name }) => name === rule);
  const current = ruleLevelsFor(directory)?.[rule] ?? known?.severity;
  const rows = (['error', 'warning', 'info', 'off'] as const).map((level) => ({
    label: labelOf(level),
    description: level === current ? vscode.l10n.t('current') : '',
    level,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Severity of {rule}', { rule }),
  });
  return picked?.level;
}

function labelOf(level: Level): string {
  const labels: Record<Level, string> = {
    error: vscode.l10n.t('Error'),
    warning: vscode.l10n.t('Warning'),
    info: vscode.l10n.t('Information'),
    off: vscode.l10n.t('Off'),
  };
  return labels[level];
}
