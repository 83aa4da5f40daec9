import * as vscode from 'vscode';
import { stringify } from 'yaml';
import { ChartroomError } from '../../base/error';
import type { ChartCheck, DescribedVersion } from '../../publishing/describeVersion';
import type { Lock, Replica, VersionDescription } from '../../registries/registry';
import { formatSize } from '../../base/size';
import { sentence } from '../window/showError';

type Rows = Readonly<Record<string, unknown>>;

/** A description as YAML: whether it is a chart first, then what the host says, each once. */
export function versionText(reference: string, described: DescribedVersion): string {
  const { chart, description, replicas } = described;
  const parts: Rows = {
    ...chartRows(chart),
    ...(description && { [vscode.l10n.t('Version')]: hostRows(description) }),
    ...(replicas && { [vscode.l10n.t('Copies')]: replicaRows(replicas) }),
  };
  return `# ${reference}\n${stringify(parts, { lineWidth: 0 })}`;
}

function chartRows(chart: ChartCheck): Rows {
  if (chart.is === 'other') {
    return {
      [vscode.l10n.t('Helm chart')]: vscode.l10n.t('No'),
      [vscode.l10n.t('Reason')]: sentence(chart.problem),
    };
  }
  const { name, version, appVersion, description, deprecated } = chart.metadata;
  return {
    [vscode.l10n.t('Helm chart')]: vscode.l10n.t('Yes'),
    [vscode.l10n.t('Chart')]: known({
      [vscode.l10n.t('Name')]: name,
      [vscode.l10n.t('Version')]: version,
      [vscode.l10n.t('App version')]: appVersion,
      [vscode.l10n.t('Description')]: description,
      [vscode.l10n.t('Deprecated')]: deprecated ? vscode.l10n.t('Yes') : undefined,
      [vscode.l10n.t('Provenance')]: chart.signed ? vscode.l10n.t('Yes') : vscode.l10n.t('No'),
    }),
  };
}

function hostRows(description: VersionDescription): Rows {
  const { size, otherTags = [] } = description;
  const own: Rows = known({
    [vscode.l10n.t('Tags')]: [description.tag, ...otherTags].filter(Boolean),
    [vscode.l10n.t('Digest')]: description.digest,
    [vscode.l10n.t('Media type')]: description.mediaType || undefined,
    [vscode.l10n.t('Artifact type')]: description.artifactType,
    [vscode.l10n.t('Size')]:
      size === undefined
        ? undefined
        : vscode.l10n.t('{size} ({bytes} bytes)', { size: formatSize(size), bytes: size }),
    [vscode.l10n.t('Pushed')]: description.pushed?.toISOString(),
    [vscode.l10n.t('Last pulled')]: description.lastPulled?.toISOString(),
    [vscode.l10n.t('Lock')]: description.lock && lockText(description.lock),
  });
  const details = description.details.map(
    ([label, value]) => [vscode.l10n.t(label), value] as const,
  );
  return { ...Object.fromEntries(details), ...own };
}

function replicaRows(replicas: readonly Replica[] | ChartroomError): Rows | string {
  if (replicas instanceof ChartroomError) return sentence(replicas);
  if (replicas.length === 0) return vscode.l10n.t('none');
  const labels: Record<Replica['status'], string> = {
    complete: vscode.l10n.t('arrived'),
    'in-progress': vscode.l10n.t('on the way'),
    failed: vscode.l10n.t('failed'),
  };
  return Object.fromEntries(replicas.map(({ region, status }) => [region, labels[status]]));
}

function lockText(lock: Lock): string {
  if (lock.write && lock.delete) return vscode.l10n.t('none');
  if (lock.write) return vscode.l10n.t('against deletion');
  return lock.delete
    ? vscode.l10n.t('against changes')
    : vscode.l10n.t('against changes and deletion');
}

function known(rows: Rows): Rows {
  return Object.fromEntries(Object.entries(rows).filter(([, value]) => value !== undefined));
}
