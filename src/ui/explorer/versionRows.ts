import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import type { ChartContents } from '../contents/contents';
import { connectionAuthority, partsOf } from '../contents/location';
import type { ContentsRow } from '../contents/row';
import { orProblem, rowsOfArtifact } from '../contents/rows';
import type { VersionNode } from './node';
import { versionDigest } from './node';

/** What is below a version: its files, and what hangs on it. */
export function rowsOfVersion(
  node: VersionNode,
  contents: ChartContents,
  options: Abortable,
): Promise<ContentsRow<VersionNode>[]> {
  return orProblem(node, async () =>
    rowsOfArtifact(node, await versionUri(node, options), contents, options),
  );
}

/** The artifact of a version; a request where nobody has asked for its digest yet. */
export async function versionUri(node: VersionNode, options: Abortable = {}): Promise<vscode.Uri> {
  const { repository, parent: registry } = node.parent;
  const digest = versionDigest(node) ?? (await repository.resolve(node.tag, options)).digest;
  const authority = connectionAuthority(registry.connection.id);
  return vscode.Uri.from(partsOf({ authority, repository: repository.name, digest, path: '' }));
}
