import * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import { chartRepositoryLoginId } from '../dependencies/chartRepositoryLogin';
import { askLogin } from '../pick/askLogin';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import { sentence } from '../window/showError';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'logins' | 'dependencySources'>;

/** Sign In to a Chart Repository: tries a login on its index, and keeps it when that was given. */
export function signInChartRepositoryCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const url = typeof argument === 'string' ? argument : await askUrl();
    if (url !== undefined) await signIn(parts, new URL(url).href);
  };
}

async function signIn({ logins, dependencySources }: Needed, url: string): Promise<void> {
  const id = chartRepositoryLoginId(url);
  const sources = await dependencySources();
  let problem: string | undefined;
  for (;;) {
    const login = await askLogin(url, problem);
    if (!login) return;
    const before = await logins.get(id);
    await logins.store(id, login);
    try {
      await withProgress(vscode.l10n.t('Signing in to {host}', { host: url }), ({ signal }) =>
        sources.chartNames(url, { signal, refresh: true }),
      );
      vscode.window.setStatusBarMessage(vscode.l10n.t('Signed in to {host}', { host: url }), 5000);
      return;
    } catch (error) {
      await (before ? logins.store(id, before) : logins.forget(id));
      if (!hasCode(error, 'repository.unauthorized')) throw error;
      problem = sentence(error);
    }
  }
}

function askUrl(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Sign In to a Chart Repository'),
    prompt: vscode.l10n.t('The address of a repository with an index.yaml'),
    placeHolder: 'https://charts.example',
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^https?:\/\//.test(text) && URL.canParse(text)
        ? undefined
        : vscode.l10n.t('An address begins with https://'),
  });
}
