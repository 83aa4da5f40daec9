import * as vscode from 'vscode';
import type { RepositoryEntry, TagMutability } from '../../registries/registry';

/** Beside the name in a row; nothing where tags can be moved, as on most hosts. */
export function mutabilityWord({ mutability }: RepositoryEntry): string | undefined {
  const words: Record<TagMutability, string | undefined> = {
    mutable: undefined,
    immutable: vscode.l10n.t('immutable'),
    'immutable-with-exclusion': vscode.l10n.t('immutable with exceptions'),
    'mutable-with-exclusion': vscode.l10n.t('mutable with exceptions'),
  };
  return mutability && words[mutability];
}

/** Whether a tag that is there can be pointed at other content; undefined where the host does not say. */
export function mutabilitySentence({
  mutability,
  exclusions = [],
}: RepositoryEntry): string | undefined {
  const tags = exclusions.join(', ');
  const sentences: Record<TagMutability, string> = {
    mutable: vscode.l10n.t('mutable, so a push can move a tag'),
    immutable: vscode.l10n.t('immutable, so a tag stays where it points'),
    'immutable-with-exclusion': vscode.l10n.t('immutable, except tags like {tags}', { tags }),
    'mutable-with-exclusion': vscode.l10n.t('mutable, except tags like {tags}', { tags }),
  };
  return mutability && sentences[mutability];
}

export function isImmutable({ mutability }: RepositoryEntry): boolean {
  return mutability === 'immutable' || mutability === 'immutable-with-exclusion';
}
