import * as vscode from 'vscode';
import { shortDigest, type Digest } from '../../oci/digest';
import type { ChartComparison } from '../../publishing/compare/compareCharts';
import type { ComparedPair } from './comparedChart';

/** Both sides, as short as they can be told apart: `lobby:1.0.0 ↔ 2.0.0`. */
export function titleOf({ before, after }: ComparedPair): string {
  if (before.label === after.label) return `${before.side.name} ↔ ${after.side.name}`;
  return `${before.label} ↔ ${after.chart === before.chart ? after.version : after.label}`;
}

/** What is said in place of rows; undefined where there are some. */
export function messageOf({ files, before, after }: ChartComparison): string | undefined {
  if (files.length > 0) return undefined;
  if (before.digest !== undefined && before.digest === after.digest) {
    return sameContent(before.digest);
  }
  const [one, other] = [before.digest, after.digest];
  if (one !== undefined && other !== undefined) {
    return vscode.l10n.t('The same files, in archives that differ: {before} and {after}', {
      before: shortDigest(one),
      after: shortDigest(other),
    });
  }
  const digest = one ?? other;
  return digest === undefined ? vscode.l10n.t('The same files') : sameContent(digest);
}

/** The whole digest would not fit: the view breaks no word. */
function sameContent(digest: Digest): string {
  return vscode.l10n.t('The same content, sha256:{digest}', { digest: shortDigest(digest) });
}
