import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { parseMetadata } from '../../chart/metadata';
import { nextVersions, type VersionStep } from '../../chart/nextVersion';
import { offeringToOpen } from '../../chart/openFile';
import { replaceVersion } from '../../chart/replaceVersion';
import { parseVersion } from '../../chart/version';
import { pickChart } from '../pick/pickChart';
import { pickOrType } from '../pick/pickOrType';
import type { CommandHandler } from '../window/command';
import { executeCommand } from '../window/executeCommand';
import { offerNext } from '../window/offer';

/** Bump Version: writes the next version into the Chart.yaml, given or asked for, and saves it. */
export function bumpVersionCommand(): CommandHandler {
  return async (argument, version) => {
    const chart = await pickChart(
      typeof argument === 'string' ? vscode.Uri.file(argument) : argument,
      vscode.l10n.t('Bump Chart Version'),
    );
    if (!chart) return;
    // The document and not the file: what is typed but not saved counts.
    const document = await vscode.workspace.openTextDocument(chart.chartYaml);
    const { name, version: before } = inDocument(document, parseMetadata);
    const next = typeof version === 'string' ? checked(version) : await askVersion(name, before);
    if (next === undefined) return;
    await writeVersion(document, next);
    offerNext(vscode.l10n.t('{name} is now {next}, after {before}', { name, next, before }), {
      title: vscode.l10n.t('Push Chart'),
      run: () => executeCommand('chartroom.chart.push', chart.chartYaml),
    });
  };
}

function askVersion(name: string, before: string): Promise<string | undefined> {
  const icons: Record<VersionStep, string> = {
    patch: 'tools',
    minor: 'add',
    major: 'rocket',
    prerelease: 'beaker',
  };
  return pickOrType<string>({
    title: vscode.l10n.t('Next Version of {name} {before}', { name, before }),
    placeholder: vscode.l10n.t('Choose the next version, or type one'),
    // One group, known at once.
    choices: async function* () {
      yield await Promise.resolve(
        nextVersions(before).map(({ step, version }) => ({
          label: version,
          description: stepLabel(step),
          iconPath: new vscode.ThemeIcon(icons[step]),
          value: version,
        })),
      );
    },
    typed: (text) =>
      problemWith(text) ?? {
        label: text,
        description: vscode.l10n.t('as typed'),
        iconPath: new vscode.ThemeIcon('edit'),
        value: text,
      },
  });
}

function stepLabel(step: VersionStep): string {
  const labels: Record<VersionStep, string> = {
    patch: vscode.l10n.t('patch: fixes only'),
    minor: vscode.l10n.t('minor: something new'),
    major: vscode.l10n.t('major: something breaks'),
    prerelease: vscode.l10n.t('pre-release: to try out'),
  };
  return labels[step];
}

/** Helm takes what its SemVer library can read, with a `v` or with numbers left out as well. */
function problemWith(version: string): string | undefined {
  return parseVersion(version)
    ? undefined
    : vscode.l10n.t('Helm takes no "{version}" as a version; 1.2.3 would be one.', { version });
}

function checked(version: string): string {
  if (parseVersion(version)) return version;
  throw new ChartroomError({
    code: 'chart.version-invalid',
    template: 'Helm takes no "{version}" as a version; 1.2.3 would be one',
    facts: { version },
  });
}

/** Through an edit, so that it can be undone. @throws ChartroomError `workspace.not-written` */
export async function writeVersion(document: vscode.TextDocument, version: string): Promise<void> {
  const { start, end, text } = inDocument(document, (yaml) => replaceVersion(yaml, version));
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if ((await vscode.workspace.applyEdit(edit)) && (await document.save())) return;
  const { fsPath: path } = document.uri;
  throw new ChartroomError({
    code: 'workspace.not-written',
    template: 'The version in {path} could not be changed: VS Code did not save the file',
    facts: { path },
    remedy: { kind: 'open-file', path },
  });
}

/** What is wrong with the text can be looked at where it stands. */
function inDocument<T>(document: vscode.TextDocument, work: (yaml: string) => T): T {
  const text = document.getText();
  return offeringToOpen({ text, path: document.uri.fsPath }, () => work(text));
}
