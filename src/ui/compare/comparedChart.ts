import type * as vscode from 'vscode';
import type { Side } from '../../publishing/compare/side';

/** A side of a comparison as the window knows it. */
export interface ComparedChart {
  readonly side: Side;
  /** What the title calls it: the last part of the name. */
  readonly label: string;
  /** The chart in that label. */
  readonly chart: string;
  /** What tells it from others of the chart, such as a version. */
  readonly version: string;
  /** The artifact of a version, where its files are files of VS Code. A host that is not connected has none. */
  readonly uri: vscode.Uri | undefined;
}

/** The two charts of a comparison. */
export interface ComparedPair {
  readonly before: ComparedChart;
  readonly after: ComparedChart;
}

/** Tells a file that a folder holds from one in an archive in it. */
export function isInArchive(path: string): boolean {
  return /(?:^|\/)charts\/[^/]+\.tgz\//.test(path);
}
