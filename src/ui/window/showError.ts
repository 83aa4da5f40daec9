import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { Remedy } from '../../base/error';
import type { Log } from '../../base/log';
import { executeCommand } from './executeCommand';
import { explain } from './offer';
import { runInTerminal } from './runInTerminal';

interface RemedyButton {
  readonly title: string;
  readonly run: () => PromiseLike<unknown>;
}

/** Shows any error as one sentence, with a button for its remedy and one for the log. Nobody has to wait for an answer. */
export function showError(error: unknown, log: Log): void {
  log.error('shown to the user', errorFields(error));
  const buttons = remedyButtons(error);
  void vscode.window
    .showErrorMessage(sentence(error), ...buttons.map(({ title }) => title))
    .then((chosen) => buttons.find(({ title }) => title === chosen)?.run())
    .then(undefined, explain);
}

/** The error in the words of the reader's language; the template is the key of the translation. */
export function sentence(error: unknown): string {
  if (error instanceof ChartroomError) {
    return `${vscode.l10n.t(error.template, error.facts)}.`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return vscode.l10n.t('Chartroom stopped at an error it does not know: {reason}', { reason });
}

function remedyButtons(error: unknown): RemedyButton[] {
  const showLog: RemedyButton = {
    title: vscode.l10n.t('Show Log'),
    run: () => executeCommand('chartroom.log.show'),
  };
  const remedy = error instanceof ChartroomError ? error.remedy : undefined;
  const button = remedy && buttonFor(remedy);
  return button ? [button, showLog] : [showLog];
}

function buttonFor(remedy: Remedy): RemedyButton | undefined {
  switch (remedy.kind) {
    case 'sign-in':
      return {
        title: vscode.l10n.t('Sign In'),
        run: () => executeCommand('chartroom.registry.signIn', remedy.host),
      };
    case 'open-file':
      return { title: vscode.l10n.t('Open File'), run: () => openFile(remedy) };
    case 'choose-version':
      return {
        title: vscode.l10n.t('Choose Another Version'),
        run: () => executeCommand('chartroom.chart.pull', remedy.repository),
      };
    case 'open-setting':
      return {
        title: vscode.l10n.t('Open Setting'),
        run: () => vscode.commands.executeCommand('workbench.action.openSettings', remedy.setting),
      };
    case 'choose-publish-target':
      return {
        title: vscode.l10n.t('Choose Where to Publish'),
        run: () => executeCommand('chartroom.chart.choosePublishTarget'),
      };
    case 'free-space':
      return {
        title: vscode.l10n.t('Open Folder'),
        run: () => vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(remedy.path)),
      };
    case 'run-in-terminal':
      return {
        title: vscode.l10n.t('Run in Terminal'),
        run: () => {
          runInTerminal(remedy.command);
          return Promise.resolve();
        },
      };
    case 'show-text':
      return {
        title: vscode.l10n.t('Show {title}', { title: remedy.title }),
        run: () => showText(remedy),
      };
    case 'create-repository':
      return {
        title: vscode.l10n.t('Create Repository'),
        run: () =>
          executeCommand('chartroom.repository.create', remedy.registry, remedy.repository),
      };
    case 'bump-version':
      return {
        title: vscode.l10n.t('Bump Version'),
        run: () => executeCommand('chartroom.chart.bumpVersion', remedy.chart),
      };
    case 'unlock-version':
      return {
        title: vscode.l10n.t('Unlock Version'),
        run: () => executeCommand('chartroom.version.unlock', remedy),
      };
    case 'sign-in-chart-repository':
      return {
        title: vscode.l10n.t('Sign In'),
        run: () => executeCommand('chartroom.dependencies.signIn', remedy.url),
      };
    case 'update-dependencies':
      return {
        title: vscode.l10n.t('Update Dependencies'),
        run: () => executeCommand('chartroom.dependencies.update', vscode.Uri.file(remedy.chart)),
      };
    case 'show-log':
      return undefined;
  }
}

async function showText({ language, text }: Extract<Remedy, { kind: 'show-text' }>): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content: text });
  await vscode.window.showTextDocument(document);
}

async function openFile(remedy: Extract<Remedy, { kind: 'open-file' }>): Promise<void> {
  const position = new vscode.Position(
    Math.max(0, (remedy.line ?? 1) - 1),
    Math.max(0, (remedy.column ?? 1) - 1),
  );
  await vscode.window.showTextDocument(vscode.Uri.file(remedy.path), {
    selection: new vscode.Range(position, position),
  });
}

function errorFields(error: unknown): Record<string, unknown> {
  if (error instanceof ChartroomError) {
    return { code: error.code, message: error.message, ...error.facts, cause: causeText(error) };
  }
  return error instanceof Error ? { stack: error.stack } : { error };
}

function causeText({ cause }: Error): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message;
}
