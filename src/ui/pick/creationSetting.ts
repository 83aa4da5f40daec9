import * as vscode from 'vscode';
import {
  formatTags,
  hasExclusions,
  parseExclusions,
  parseTags,
  problemWithExclusions,
  takesKey,
  type ExclusionProblem,
} from '../../publishing/creationSettings';
import type {
  CreationChoices,
  CreationSettings,
  EncryptionKind,
  TagMutability,
} from '../../registries/registry';

export type SettingName = 'mutability' | 'scanOnPush' | 'encryption' | 'tags';

export interface SettingRow {
  readonly name: SettingName;
  readonly label: string;
  readonly value: string;
  readonly icon: string;
}

/** What would be used, one row for each setting that the host lets choose. */
export function settingRows(
  choices: CreationChoices,
  settings: CreationSettings,
): readonly SettingRow[] {
  const { mutability, exclusions = [], scanOnPush, encryption, kmsKey, tags } = settings;
  const rows: readonly (SettingRow & { readonly known: boolean })[] = [
    {
      ...{ name: 'mutability', icon: 'lock', known: choices.mutability.length > 0 },
      label: vscode.l10n.t('Tag mutability'),
      value: [mutability && mutabilityLabel(mutability), ...exclusions].filter(Boolean).join(' '),
    },
    {
      ...{ name: 'scanOnPush', icon: 'search', known: choices.scanOnPush },
      label: vscode.l10n.t('Scan on push'),
      value: onOrOff(scanOnPush ?? false),
    },
    {
      ...{ name: 'encryption', icon: 'key', known: choices.encryption.length > 0 },
      label: vscode.l10n.t('Encryption'),
      value: [encryption && encryptionLabel(encryption), kmsKey].filter(Boolean).join(', '),
    },
    {
      ...{ name: 'tags', icon: 'tag', known: choices.tags },
      label: vscode.l10n.t('Resource tags'),
      value: formatTags(tags) || vscode.l10n.t('none'),
    },
  ];
  return rows.filter(({ known }) => known);
}

/** The settings with one of them asked for anew; undefined when the question is closed. */
export function askSetting(
  name: SettingName,
  choices: CreationChoices,
  settings: CreationSettings,
): Promise<CreationSettings | undefined> {
  switch (name) {
    case 'mutability':
      return askMutability(choices, settings);
    case 'scanOnPush':
      return askScan(settings);
    case 'encryption':
      return askEncryption(choices, settings);
    case 'tags':
      return askTags(settings);
  }
}

async function askMutability(
  { mutability: kinds, exclusionLimits }: CreationChoices,
  { exclusions: before = [], ...settings }: CreationSettings,
): Promise<CreationSettings | undefined> {
  const title = vscode.l10n.t('Can Tags Be Moved to Other Content?');
  const mutability = await pickOne(title, kinds, settings.mutability, mutabilityLabel);
  if (mutability === undefined) return undefined;
  if (!hasExclusions(mutability)) return { ...settings, mutability };
  const typed = await vscode.window.showInputBox({
    title: mutabilityLabel(mutability),
    prompt: vscode.l10n.t('Patterns of tags, separated by spaces; * stands for any text'),
    value: before.join(' '),
    placeHolder: 'latest dev-*',
    ignoreFocusOut: true,
    validateInput: (text) => wordsOf(problemWithExclusions(text, exclusionLimits)),
  });
  if (typed === undefined) return undefined;
  return { ...settings, mutability, exclusions: parseExclusions(typed) };
}

function wordsOf(problem: ExclusionProblem | undefined): string | undefined {
  switch (problem?.is) {
    case undefined:
      return undefined;
    case 'none':
      return vscode.l10n.t('At least one pattern is needed');
    case 'too-many':
      return vscode.l10n.t('At most {most} patterns are taken', problem);
    case 'too-long':
      return vscode.l10n.t('{pattern} has more than {most} characters', problem);
    case 'too-many-wildcards':
      return vscode.l10n.t('{pattern} has more than {most} wildcards', problem);
    case 'no-tag':
      return vscode.l10n.t('No tag can match {pattern}', problem);
  }
}

async function askScan(settings: CreationSettings): Promise<CreationSettings | undefined> {
  const title = vscode.l10n.t('Scan What Is Pushed?');
  const scanOnPush = await pickOne(title, [false, true], settings.scanOnPush, onOrOff);
  return scanOnPush === undefined ? undefined : { ...settings, scanOnPush };
}

async function askEncryption(
  { encryption: kinds }: CreationChoices,
  { kmsKey: before, ...settings }: CreationSettings,
): Promise<CreationSettings | undefined> {
  const title = vscode.l10n.t('Encryption');
  const encryption = await pickOne(title, kinds, settings.encryption, encryptionLabel);
  if (encryption === undefined) return undefined;
  if (!takesKey(encryption)) return { ...settings, encryption };
  const typed = await vscode.window.showInputBox({
    title: encryptionLabel(encryption),
    prompt: vscode.l10n.t('ID, alias or ARN of a key of your own; empty for the key of the host'),
    value: before ?? '',
    ignoreFocusOut: true,
  });
  if (typed === undefined) return undefined;
  const kmsKey = typed.trim();
  return { ...settings, encryption, ...(kmsKey !== '' && { kmsKey }) };
}

async function askTags({
  tags: before,
  ...settings
}: CreationSettings): Promise<CreationSettings | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Resource Tags of the Repository'),
    prompt: vscode.l10n.t('key=value, separated by commas; empty for none'),
    value: formatTags(before),
    placeHolder: 'team=shop, stage=production',
    ignoreFocusOut: true,
    validateInput: (text) =>
      parseTags(text) ? undefined : vscode.l10n.t('Each one is written as key=value'),
  });
  const tags = typed === undefined ? undefined : parseTags(typed);
  return tags && { ...settings, ...(Object.keys(tags).length > 0 && { tags }) };
}

async function pickOne<T>(
  title: string,
  values: readonly T[],
  current: T | undefined,
  labelOf: (value: T) => string,
): Promise<T | undefined> {
  const items = values.map((value) => ({
    label: labelOf(value),
    description: value === current ? vscode.l10n.t('current') : '',
    value,
  }));
  const picked = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  return picked?.value;
}

function onOrOff(value: boolean): string {
  return value ? vscode.l10n.t('On') : vscode.l10n.t('Off');
}

function mutabilityLabel(mutability: TagMutability): string {
  const labels: Record<TagMutability, string> = {
    immutable: vscode.l10n.t('Immutable'),
    mutable: vscode.l10n.t('Mutable'),
    'immutable-with-exclusion': vscode.l10n.t('Immutable, except'),
    'mutable-with-exclusion': vscode.l10n.t('Mutable, except'),
  };
  return labels[mutability];
}

function encryptionLabel(encryption: EncryptionKind): string {
  const labels: Record<EncryptionKind, string> = {
    aes256: vscode.l10n.t('AES-256'),
    kms: vscode.l10n.t('KMS'),
    'kms-dsse': vscode.l10n.t('KMS, in two layers (DSSE)'),
  };
  return labels[encryption];
}
