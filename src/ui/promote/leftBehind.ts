import * as vscode from 'vscode';
import type { LeftAttachment } from '../../publishing/copyAttachments';
import { sentence } from '../window/showError';

/** What did not come along, a line for each below what is said of the version. */
export function withLeft(words: string, left: readonly LeftAttachment[]): string {
  return [words, ...left.map(leftWords)].join('\n  - ');
}

/** For a summary; none where all came along. */
export function leftCount(left: readonly LeftAttachment[]): readonly string[] {
  return left.length === 0
    ? []
    : [vscode.l10n.t('{count} attachments could not come along', { count: left.length })];
}

function leftWords({ digest, kind, subject, error }: LeftAttachment): string {
  const reason = sentence(error);
  return digest === undefined
    ? vscode.l10n.t('What is attached to {subject} could not be found out: {reason}', {
        ...{ subject, reason },
      })
    : vscode.l10n.t('Left behind: {kind} {digest}. {reason}', {
        ...{ kind: kind ?? '', digest, reason },
      });
}
