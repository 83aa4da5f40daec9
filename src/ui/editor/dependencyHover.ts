import * as vscode from 'vscode';
import type { ResolvedVersion } from '../../chart/editing/resolvedVersion';
import { parseVersion } from '../../chart/version';
import { formatSize } from '../../base/size';
import { formatAge } from '../format';
import type { PublishedVersion } from '../../publishing/dependencies/source';
import type { LookedUp, PublishedCharts, PublishedDescription } from './publishedCharts';

/** Versions that are named; the list of all is in the completion of `version`. */
const mostNamed = 8;

/** What is published of a dependency: what it is, its newest version, which there are. */
export async function dependencyHover(
  dependency: LookedUp,
  locked: ResolvedVersion | undefined,
  published: PublishedCharts,
  token: vscode.CancellationToken,
): Promise<vscode.MarkdownString | undefined> {
  const versions = await published.versionsOf(dependency, 'by a person', token);
  const newest =
    versions.find(({ version }) => parseVersion(version)?.prerelease === '') ?? versions[0];
  const description = newest && (await published.describe(dependency, newest, token));
  if (!newest && !locked) return undefined;
  const words = new vscode.MarkdownString();
  words.appendMarkdown('**').appendText(dependency.name).appendMarkdown('**\n\n');
  if (description?.deprecated) {
    words.appendText(`⚠ ${vscode.l10n.t('Deprecated: nobody should begin to use it.')}`);
    words.appendMarkdown('\n\n');
  }
  if (description?.description) words.appendText(description.description).appendMarkdown('\n\n');
  for (const line of [
    newestLine(newest, description),
    lockedLine(locked),
    versionsLine(versions),
  ]) {
    if (line !== undefined) words.appendMarkdown('- ').appendText(line).appendMarkdown('\n');
  }
  return words;
}

function newestLine(
  newest: PublishedVersion | undefined,
  description: PublishedDescription | undefined,
): string | undefined {
  if (!newest) return undefined;
  const { created, version } = newest;
  const size = description?.size;
  const facts = [
    created && formatAge(created, new Date(), vscode.env.language),
    description?.appVersion &&
      vscode.l10n.t('of {application}', { application: description.appVersion }),
    size === undefined ? undefined : formatSize(size),
  ].filter((fact) => fact !== undefined && fact !== '');
  const newestWord = vscode.l10n.t('Newest: {version}', { version });
  return [newestWord, ...facts].join(' · ');
}

function lockedLine(locked: ResolvedVersion | undefined): string | undefined {
  return locked && vscode.l10n.t('Locked: {version}', { version: locked.version });
}

function versionsLine(versions: readonly PublishedVersion[]): string | undefined {
  if (versions.length === 0) return undefined;
  const named = versions.slice(0, mostNamed).map(({ version }) => version);
  const rest = versions.length - named.length;
  return vscode.l10n.t('Published: {versions}', {
    versions: rest > 0 ? `${named.join(', ')}, … (+${rest})` : named.join(', '),
  });
}
