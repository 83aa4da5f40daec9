import * as vscode from 'vscode';
import { listProfiles, type AwsProfile, type ProfileKind } from '../../../registries/ecr/profiles';
import { pickOrType, type Choice } from '../../pick/pickOrType';

/** A profile of the AWS files; an empty one stands for what the AWS SDK finds without a name. */
export type ChosenProfile = Partial<AwsProfile>;

export interface AskProfileOptions<T> {
  readonly title: string;
  /** Profiles of this account come first. */
  readonly account?: string | undefined;
  /** The one in use, which comes before all others. */
  readonly current?: ChosenProfile | undefined;
  /** Offered before the profiles. */
  readonly others?: readonly Choice<T>[];
}

const documentation = Symbol('documentation');

/** Where AWS says how profiles are made. */
const documentationAddress =
  'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html';

/** By which profile AWS is spoken to; undefined when the question is closed. */
export async function askProfile<T = never>(
  options: AskProfileOptions<T>,
): Promise<ChosenProfile | T | undefined> {
  for (;;) {
    const picked = await pickOrType<ChosenProfile | T | typeof documentation>({
      title: options.title,
      placeholder: vscode.l10n.t('Choose how to sign in to AWS'),
      choices: async function* () {
        const profiles = await listProfiles();
        yield [...(options.others ?? []), ...choicesOf(profiles, options)];
        if (profiles.length === 0) yield withoutProfiles();
      },
    });
    if (picked !== documentation) return picked;
    await vscode.env.openExternal(vscode.Uri.parse(documentationAddress));
  }
}

/** A profile as an entry of the setting names it. */
export function profileSetting({ name }: ChosenProfile): { readonly profile?: string } {
  return name === undefined ? {} : { profile: name };
}

function choicesOf(
  profiles: readonly AwsProfile[],
  { account, current }: Pick<AskProfileOptions<unknown>, 'account' | 'current'>,
): Choice<ChosenProfile>[] {
  const rank = ({ value }: Choice<ChosenProfile>): number => {
    if (current && value.name === current.name) return 0;
    return account !== undefined && value.account === account ? 1 : 2;
  };
  const mark = (choice: Choice<ChosenProfile>): Choice<ChosenProfile> =>
    rank(choice) === 0
      ? { ...choice, description: joined(vscode.l10n.t('in use'), choice.description) }
      : choice;
  return [...profiles.map(profileChoice), surroundings()]
    .sort((left, right) => rank(left) - rank(right))
    .map(mark);
}

function profileChoice(profile: AwsProfile): Choice<ChosenProfile> {
  return {
    label: profile.name,
    description: joined(profile.account, profile.region),
    detail: wordsOf(profile.kind),
    iconPath: new vscode.ThemeIcon('account'),
    value: profile,
  };
}

function surroundings(): Choice<ChosenProfile> {
  return {
    label: vscode.l10n.t('Environment, default profile or this machine’s role'),
    detail: vscode.l10n.t('Whatever the AWS CLI would use without a profile'),
    iconPath: new vscode.ThemeIcon('terminal'),
    value: {},
  };
}

function withoutProfiles(): (vscode.QuickPickItem | Choice<typeof documentation>)[] {
  return [
    { label: vscode.l10n.t('No AWS profiles'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('Open AWS Documentation'),
      detail: vscode.l10n.t('There are no profiles in the AWS configuration. How they are made'),
      iconPath: new vscode.ThemeIcon('book'),
      value: documentation,
    },
  ];
}

function wordsOf(kind: ProfileKind): string {
  switch (kind) {
    case 'static':
      return vscode.l10n.t('Access keys');
    case 'sso':
      return vscode.l10n.t('Single sign-on by IAM Identity Center');
    case 'login':
      return vscode.l10n.t('Sign-in of the AWS console');
    case 'assume-role':
      return vscode.l10n.t('A role');
    case 'web-identity':
      return vscode.l10n.t('A role by a web identity');
    case 'process':
      return vscode.l10n.t('A program that gives credentials');
    case 'none':
      return vscode.l10n.t('No credentials of its own');
  }
}

function joined(...words: readonly (string | undefined)[]): string {
  return words.filter(Boolean).join(' · ');
}
