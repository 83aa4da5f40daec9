import * as vscode from 'vscode';
import { isRegionName, regionsWithFirst } from '../../../registries/ecr/regions';
import { pickOrType } from '../../pick/pickOrType';

export interface AskRegionOptions {
  readonly title: string;
  /** That of the profile. */
  readonly own: string | undefined;
  /** Those of other profiles and registries. */
  readonly used: readonly (string | undefined)[];
}

/** The region of a registry, from the known ones or typed; undefined when the question is closed. */
export function askRegion({ title, own, used }: AskRegionOptions): Promise<string | undefined> {
  return pickOrType<string>({
    title,
    placeholder: vscode.l10n.t('Choose the region of the registry, or type it'),
    choices: async function* () {
      yield await Promise.resolve(
        regionsWithFirst([own, ...used]).map((region) => ({
          label: region,
          description: region === own ? vscode.l10n.t('region of the profile') : '',
          iconPath: new vscode.ThemeIcon('globe'),
          value: region,
        })),
      );
    },
    typed: (text) =>
      isRegionName(text)
        ? {
            label: text,
            description: vscode.l10n.t('as typed'),
            iconPath: new vscode.ThemeIcon('globe'),
            value: text,
          }
        : vscode.l10n.t('Not a region; one is written as eu-west-1'),
  });
}
