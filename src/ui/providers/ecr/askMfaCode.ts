import * as vscode from 'vscode';

/**
 * Asks for the code that an MFA device shows; undefined when nobody types one.
 * @param serial of the device: its number or ARN
 */
export async function askMfaCode(serial: string): Promise<string | undefined> {
  const code = await vscode.window.showInputBox({
    title: vscode.l10n.t('Sign In to AWS'),
    prompt: vscode.l10n.t('Code of the MFA device {serial}', { serial }),
    validateInput: (text) =>
      /^\d{6}$/.test(text.trim()) || text === ''
        ? undefined
        : vscode.l10n.t('A code has six digits'),
    ignoreFocusOut: true,
  });
  const typed = code?.trim();
  return typed === '' ? undefined : typed;
}
