import { basename } from 'node:path';
import * as vscode from 'vscode';
import { mirrorRegistries } from '../../publishing/generate/mirrorRegistries';
import { hostOf } from '../../registries/pastedHost';
import { askOne } from './questions';

/** `chartroom.mirror.yaml`, and `team.chartroom.mirror.yaml` where there are several. */
const mirrorFileName = /^(?:.+\.)?chartroom\.mirror\.ya?ml$/;

export function isMirrorFile(uri: vscode.Uri): boolean {
  return mirrorFileName.test(basename(uri.path));
}

export async function findMirrorFiles(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/*chartroom.mirror.{yaml,yml}');
  return found.filter(isMirrorFile);
}

/** Where a mirror file copies to, each as `host[:port]`. */
export interface MirrorTarget {
  /** The registry that a pipeline for the file signs in to. */
  readonly registry: string;
  readonly others: readonly string[];
}

/** The registry that the file copies to, one of several that is picked, or what somebody types where the file does not say it yet. */
export async function mirrorTarget(file: vscode.Uri): Promise<MirrorTarget | undefined> {
  const document = await vscode.workspace.openTextDocument(file);
  const registries = mirrorRegistries(document.getText());
  const registry = await oneOf(registries);
  if (registry === undefined) return undefined;
  return { registry, others: registries.filter((other) => other !== registry) };
}

async function oneOf(registries: readonly string[]): Promise<string | undefined> {
  if (registries.length === 1) return registries[0];
  if (registries.length > 1) {
    return askOne(
      vscode.l10n.t('Which Registry Does the Job Sign In To?'),
      registries.map((value) => ({ label: value, icon: 'server', value })),
    );
  }
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Target of the Mirror'),
    prompt: vscode.l10n.t('The file names no target yet: which registry do the charts go to?'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      hostOf(text) === '' ? vscode.l10n.t('A registry is a host, such as registry.example') : '',
  });
  return typed === undefined ? undefined : hostOf(typed);
}
