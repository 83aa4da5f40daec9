import * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import { installedVersion } from '../../publishing/helm/installedVersion';
import { referenceAt } from '../../publishing/referenceAt';
import type { InstalledChart } from '../../publishing/helm/upgradeCommand';
import type { Repository } from '../../registries/registry';
import type { SavedChart } from '../../publishing/savedCharts';
import { metadataOf } from '../charts/workspaceCharts';
import type { Connection, Connections } from '../connections/connections';
import { connectionAuthority, partsOf } from '../contents/location';
import { isExplorerNode } from '../explorer/node';
import { pickChart } from '../pick/pickChart';
import { remoteOfReference } from '../pick/pickRemote';
import { isSavedRow } from '../saved/savedView';
import { executeCommand } from '../window/executeCommand';
import { offerNext } from '../window/offer';
import { withProgress } from '../window/progress';

/** A chart that can be installed. */
export interface Installable {
  readonly chart: InstalledChart;
  /** What its values files are remembered for (`chosenValues.ts`). */
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly version: string;
  /** Where Helm gets it from; undefined for a folder. */
  readonly connection: Connection | undefined;
}

/** The chart a command is about: a version, a saved chart that is published, or one of the workspace. */
export async function installableChart(
  argument: unknown,
  connections: Connections,
  title: string,
): Promise<Installable | undefined> {
  if (isSavedRow(argument)) return savedChart(argument.chart, connections, argument);
  if (isExplorerNode(argument) && argument.type === 'version') {
    const { repository, parent } = argument.parent;
    return publishedChart(repository, parent.connection, argument.tag);
  }
  const found = await pickChart(argument, title);
  if (!found) return undefined;
  const { name, version } = metadataOf(found);
  const { directory } = found;
  return {
    ...{ name, version, connection: undefined },
    chart: { kind: 'folder', directory },
    uri: vscode.Uri.file(directory),
  };
}

/** Helm installs from registries, so a saved chart has to be where its reference says. */
async function savedChart(
  saved: SavedChart,
  connections: Connections,
  row: unknown,
): Promise<Installable | undefined> {
  const { reference } = saved;
  try {
    if (!reference.includes('/')) {
      sayNotPublished(reference, row);
      return undefined;
    }
    const { repository, connectionId, wanted = '' } = remoteOfReference(connections, reference);
    return await publishedChart(repository, connections.forHost(connectionId), wanted);
  } catch (error) {
    if (!hasCode(error, 'oci.not-found')) throw error;
    sayNotPublished(reference, row);
    return undefined;
  }
}

function sayNotPublished(reference: string, row: unknown): void {
  offerNext(
    vscode.l10n.t(
      '{reference} is not published, and Helm installs from registries. Push it, and install the version there.',
      {
        reference,
      },
    ),
    { title: vscode.l10n.t('Push'), run: () => executeCommand('chartroom.saved.push', row) },
  );
}

async function publishedChart(
  repository: Repository,
  connection: Connection,
  tag: string,
): Promise<Installable> {
  const reference = referenceAt(repository.location, tag);
  return withProgress(
    vscode.l10n.t('Looking up {reference}', { reference }),
    async ({ signal }) => {
      const { digest } = await repository.resolve(tag, { signal });
      const { chart, metadata } = await installedVersion(repository, tag, { signal });
      const authority = connectionAuthority(connection.id);
      const location = { authority, repository: repository.name, digest, path: '' };
      const { name, version } = metadata;
      return { chart, name, version, connection, uri: vscode.Uri.from(partsOf(location)) };
    },
  );
}
