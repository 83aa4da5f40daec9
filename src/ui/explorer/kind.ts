import * as vscode from 'vscode';
import type { ArtifactKind } from '../../publishing/artifactKind';

/** The name of a codicon. */
export function iconOfKind(kind: ArtifactKind): string {
  const icons: Record<ArtifactKind, string> = {
    chart: 'package',
    image: 'vm',
    index: 'layers',
    signature: 'verified',
    attestation: 'shield',
    sbom: 'list-tree',
    module: 'extensions',
    other: 'file-binary',
  };
  return icons[kind];
}

/** The kind in words, so that the icon is never the only one to say it. */
export function kindLabel(kind: ArtifactKind): string {
  const labels: Record<ArtifactKind, string> = {
    chart: vscode.l10n.t('chart'),
    image: vscode.l10n.t('container image'),
    index: vscode.l10n.t('image index'),
    signature: vscode.l10n.t('signature'),
    attestation: vscode.l10n.t('attestation'),
    sbom: vscode.l10n.t('SBOM'),
    module: vscode.l10n.t('module'),
    other: vscode.l10n.t('other artifact'),
  };
  return labels[kind];
}
