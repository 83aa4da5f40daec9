import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { tagsOfVersion, type VersionTags } from '../../publishing/versionTags';
import type { ExplorerTree } from '../explorer/tree';
import { isExplorerNode, versionReference, type VersionNode } from '../explorer/node';
import { someOf } from '../format';
import type { CommandHandler } from '../window/command';
import { confirm } from '../window/offer';
import { withProgress } from '../window/progress';
import { selectedRows } from '../window/selectedRows';
import { tellResults, type PartResult } from '../window/tellResults';
import { despiteLock } from './lockedVersion';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'explorerTree' | 'descriptions'>;

/** Delete Version: the manifest with all its tags, after a question that names them; of several after one question for all. */
export function deleteVersionCommand(parts: Needed): CommandHandler {
  return async (argument, selection) => {
    const nodes = selectedRows(argument, selection, isDeletable);
    const [node, ...others] = nodes;
    if (!node) return;
    await (others.length === 0 ? deleteOne(parts, node) : deleteMany(parts, nodes));
  };
}

function isDeletable(value: unknown): value is VersionNode {
  if (!isExplorerNode(value) || value.type !== 'version') return false;
  return value.parent.repository.deleteVersion !== undefined;
}

async function deleteOne({ explorerTree }: Needed, node: VersionNode): Promise<void> {
  const { parent, tag } = node;
  const { repository } = parent;
  const reference = versionReference(node);
  const version = await withProgress(
    vscode.l10n.t('Looking up {reference}', { reference }),
    ({ signal }) => tagsOfVersion(repository, tag, { signal }),
  );
  if (!(await confirmDeletion(reference, version))) return;
  const title = vscode.l10n.t('Deleting {reference}', { reference });
  await despiteLock(node, version.lock, () =>
    withProgress(title, async ({ signal }) =>
      repository.deleteVersion?.(version.digest, { signal }),
    ),
  );
  explorerTree.refresh(parent);
  const done = vscode.l10n.t('Deleted {reference}', { reference });
  vscode.window.setStatusBarMessage(done, 5000);
}

interface Doomed extends VersionTags {
  readonly node: VersionNode;
}

async function deleteMany(parts: Needed, nodes: readonly VersionNode[]): Promise<void> {
  const doomed = await withProgress(
    vscode.l10n.t('Looking up {count} versions', { count: nodes.length }),
    ({ signal, step }) => lookUp(nodes, signal, step),
  );
  if (!(await confirmAll(doomed))) return;
  const title = vscode.l10n.t('Deleting {count} versions', { count: doomed.length });
  const { deleted, results } = await withProgress(title, ({ signal, onShare }) =>
    deleteEach(doomed, signal, onShare),
  );
  refreshParents(parts.explorerTree, nodes);
  const facts = { deleted, count: doomed.length };
  tellResults(parts.descriptions, {
    summary: vscode.l10n.t('Deleted {deleted} of {count} versions', facts),
    ...{ name: 'deleted.md', parts: results },
  });
}

/** Each version once, be it selected by one of its tags or by several. */
async function lookUp(
  nodes: readonly VersionNode[],
  signal: AbortSignal,
  step: (message: string) => void,
): Promise<readonly Doomed[]> {
  const found = new Map<string, Doomed>();
  for (const node of nodes) {
    step(versionReference(node));
    const { repository } = node.parent;
    const version = await tagsOfVersion(repository, node.tag, { signal });
    found.set(`${node.parent.id}@${version.digest}`, { ...version, node });
  }
  return [...found.values()];
}

async function deleteEach(
  doomed: readonly Doomed[],
  signal: AbortSignal,
  onShare: (share: number, message: string) => void,
): Promise<{ deleted: number; results: readonly PartResult[] }> {
  let deleted = 0;
  const results: PartResult[] = [];
  const cancelled = vscode.l10n.t('cancelled');
  for (const { node, digest } of doomed) {
    const label = versionReference(node);
    if (signal.aborted) {
      results.push({ label, words: cancelled });
      continue;
    }
    onShare(results.length / doomed.length, label);
    try {
      await node.parent.repository.deleteVersion?.(digest, { signal });
      deleted += 1;
      results.push({ label, words: vscode.l10n.t('deleted ({digest})', { digest }) });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      results.push(
        isAbort(error, signal) ? { label, words: cancelled } : { label, words: '', error },
      );
    }
  }
  return { deleted, results };
}

function refreshParents(tree: ExplorerTree, nodes: readonly VersionNode[]): void {
  for (const parent of new Set(nodes.map((node) => node.parent))) tree.refresh(parent);
}

function confirmAll(doomed: readonly Doomed[]): Promise<boolean> {
  const references = doomed.flatMap(({ node, tags }) =>
    tags.map((tag) => `${node.parent.repository.location}:${tag}`),
  );
  return confirm(
    vscode.l10n.t('Delete {count} versions?', { count: doomed.length }),
    vscode.l10n.t('They go with all their tags: {references}. This cannot be undone.', {
      references: someOf(references),
    }),
    vscode.l10n.t('Delete'),
  );
}

function confirmDeletion(reference: string, { digest, tags }: VersionTags): Promise<boolean> {
  const detail =
    tags.length > 1
      ? vscode.l10n.t(
          'The version {digest} goes with its {count} tags: {tags}. This cannot be undone.',
          { digest, count: tags.length, tags: someOf(tags) },
        )
      : vscode.l10n.t('The version {digest} goes; no other tag names it. This cannot be undone.', {
          digest,
        });
  return confirm(
    vscode.l10n.t('Delete {reference}?', { reference }),
    detail,
    vscode.l10n.t('Delete'),
  );
}
