import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import type { Digest } from '../../oci/digest';
import type { SavedChart } from '../../publishing/savedCharts';
import { chooseVersion } from '../../publishing/chooseVersion';
import { referenceAt } from '../../publishing/referenceAt';
import type { Layout } from '../../oci/layout/layout';
import type { Repository } from '../../registries/registry';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import type { Connections } from '../connections/connections';
import { connectionAuthority, partsOf } from '../contents/location';
import { versionDigest, versionReference, type VersionNode } from '../explorer/node';
import { savedUri } from '../saved/savedView';
import type { ComparedChart } from './comparedChart';

/** A chart folder of the workspace, as it is on disk whenever it is compared. */
export function workspaceSide({ directory, folder, metadata }: WorkspaceChart): ComparedChart {
  const name = metadata?.name === undefined || metadata.name === '' ? folder : metadata.name;
  const label = vscode.l10n.t('{chart} (workspace)', { chart: name });
  return {
    ...{ side: { type: 'folder', name: label, directory }, uri: undefined },
    ...{ label, chart: name, version: vscode.l10n.t('workspace') },
  };
}

export function savedSide(saved: Layout, chart: SavedChart): ComparedChart {
  const { reference, digest } = chart;
  const names = namesIn(reference);
  const place = { source: saved, digest };
  return {
    ...{ side: { type: 'published', name: reference, place }, uri: savedUri(chart) },
    chart: names.chart,
    label: vscode.l10n.t('{reference} (saved)', { reference: names.label }),
    version: vscode.l10n.t('{reference} (saved)', { reference: names.version }),
  };
}

/** A row of the Registries view. Takes a request where its digest is not known yet. */
export async function versionSide(
  node: VersionNode,
  options: Abortable = {},
): Promise<ComparedChart> {
  const { repository, parent } = node.parent;
  const digest = versionDigest(node) ?? (await repository.resolve(node.tag, options)).digest;
  const connection = { id: parent.connection.id, isListed: true };
  return published(repository, digest, versionReference(node), connection);
}

/** What a tag, digest or constraint means in a repository now. */
export async function referenceSide(
  connections: Connections,
  connectionId: string,
  repository: Repository,
  wanted: string,
  options: Abortable = {},
): Promise<ComparedChart> {
  const version = await chooseVersion(repository, wanted, options);
  const { digest } = await repository.resolve(version, options);
  const isListed = connections.list().some(({ id }) => id === connectionId);
  return published(repository, digest, referenceAt(repository.location, version), {
    id: connectionId,
    isListed,
  });
}

function published(
  repository: Repository,
  digest: Digest,
  name: string,
  connection: { readonly id: string; readonly isListed: boolean },
): ComparedChart {
  const authority = connectionAuthority(connection.id);
  const uri = vscode.Uri.from(
    partsOf({ authority, repository: repository.name, digest, path: '' }),
  );
  return {
    side: { type: 'published', name, place: { source: repository, digest } },
    ...namesIn(name),
    uri: connection.isListed ? uri : undefined,
  };
}

/** Of `host/charts/lobby:1.0.0` the part `lobby:1.0.0`, and that taken apart. */
function namesIn(reference: string): Pick<ComparedChart, 'label' | 'chart' | 'version'> {
  const label = reference.slice(reference.lastIndexOf('/') + 1);
  const [chart = label, version = label] = label.split(/[:@](.*)/);
  return { label, chart, version };
}
