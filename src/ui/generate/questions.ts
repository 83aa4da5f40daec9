import * as vscode from 'vscode';
import { parseConstraint } from '../../chart/constraint';
import type { Identity } from '../../publishing/generate/signIn';
import { pickOrType } from '../pick/pickOrType';
import { typingProblem } from '../window/typingProblem';

/** Every question of the command: undefined when somebody closes it. */
interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string | undefined;
  readonly placeHolder?: string;
  /** What may be typed, and what is said of anything else. Nothing may always be typed. */
  readonly form?: RegExp;
  readonly problem?: string;
}

/** What somebody types; empty where they leave it open. */
export async function askText(question: Question): Promise<string | undefined> {
  const { title, prompt, value = '', placeHolder, form, problem = '' } = question;
  const typed = await vscode.window.showInputBox({
    ...{ title, prompt, value, ignoreFocusOut: true },
    ...(placeHolder !== undefined && { placeHolder }),
    validateInput: (text) =>
      text.trim() === '' || form === undefined || form.test(text.trim()) ? '' : problem,
  });
  return typed?.trim();
}

/** Asks for each part of an identity that is not known. What is left empty stays open. */
export async function askIdentity(
  needed: readonly (keyof Identity)[],
  known: Identity,
): Promise<Identity | undefined> {
  let identity = known;
  for (const part of needed) {
    if (identity[part] !== undefined) continue;
    const answer = await askText(identityQuestion(part));
    if (answer === undefined) return undefined;
    if (answer !== '') identity = { ...identity, [part]: answer };
  }
  return identity;
}

function identityQuestion(part: keyof Identity): Question {
  const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const connection = { form: /^[^$]+$/, problem: vscode.l10n.t('A name has no "$".') };
  const id = {
    form: guid,
    placeHolder: '00000000-0000-0000-0000-000000000000',
    problem: vscode.l10n.t('An ID of Microsoft Entra has this form: {form}', {
      form: '00000000-0000-0000-0000-000000000000',
    }),
  };
  const questions: Record<keyof Identity, Question> = {
    awsRole: {
      title: vscode.l10n.t('Role of the Pipeline in AWS'),
      prompt: vscode.l10n.t(
        'ARN of the role that the pipeline signs in as; it trusts the tokens of the pipeline. Empty: read from the variable AWS_ROLE_ARN',
      ),
      placeHolder: 'arn:aws:iam::123456789012:role/publish-charts',
      form: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
      problem: vscode.l10n.t('The ARN of a role has this form: {form}', {
        form: 'arn:aws:iam::123456789012:role/publish-charts',
      }),
    },
    azureClient: {
      title: vscode.l10n.t('Application of the Pipeline in Microsoft Entra'),
      prompt: vscode.l10n.t(
        'Client ID of the application or managed identity that has a federated credential for the pipeline. Empty: read from the variable AZURE_CLIENT_ID',
      ),
      ...id,
    },
    azureTenant: {
      title: vscode.l10n.t('Tenant of the Pipeline in Microsoft Entra'),
      prompt: vscode.l10n.t('ID of the tenant. Empty: read from the variable AZURE_TENANT_ID'),
      ...id,
    },
    awsConnection: {
      title: vscode.l10n.t('Service Connection to AWS'),
      prompt: vscode.l10n.t(
        'Name of the service connection of the project in Azure DevOps. Empty: a variable of the pipeline, to be set',
      ),
      ...connection,
    },
    azureConnection: {
      title: vscode.l10n.t('Service Connection to Azure'),
      prompt: vscode.l10n.t(
        'Name of the service connection of the project in Azure DevOps. Empty: a variable of the pipeline, to be set',
      ),
      ...connection,
    },
  };
  return questions[part];
}

export function askNamespace(): Promise<string | undefined> {
  return askText({
    title: vscode.l10n.t('Namespace of the Release'),
    prompt: vscode.l10n.t('Where it is installed. Empty: the default one'),
    form: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    problem: vscode.l10n.t(
      'A namespace has lower-case letters, digits and dashes, and no dash at either end.',
    ),
  });
}

/** A constraint: the version itself, or what later versions of it may come. */
export function askConstraint(version: string, title: string): Promise<string | undefined> {
  const row = (value: string, description: string, icon: string) => ({
    ...{ label: value, description, value },
    iconPath: new vscode.ThemeIcon(icon),
  });
  return pickOrType<string>({
    title,
    placeholder: vscode.l10n.t('Choose which versions will do, or type a constraint'),
    choices: async function* () {
      yield await Promise.resolve([
        row(version, vscode.l10n.t('this very version'), 'pinned'),
        row(`~${version}`, vscode.l10n.t('with later fixes'), 'tools'),
        row(`^${version}`, vscode.l10n.t('with whatever breaks nothing'), 'arrow-up'),
      ]);
    },
    typed: (text) =>
      typingProblem(() => parseConstraint(text)) ?? row(text, vscode.l10n.t('as typed'), 'edit'),
  });
}

/** When a scheduled job runs, in cron's five fields. Never at the full hour, when everybody's jobs do. */
export function askCron(): Promise<string | undefined> {
  const row = (value: string, label: string, icon: string) => ({
    ...{ label, description: value, value },
    iconPath: new vscode.ThemeIcon(icon),
  });
  return pickOrType<string>({
    title: vscode.l10n.t('When the Mirror Runs'),
    placeholder: vscode.l10n.t('Choose, or type the five fields of cron (UTC)'),
    choices: async function* () {
      yield await Promise.resolve([
        row('17 3 * * *', vscode.l10n.t('Every night'), 'calendar'),
        row('17 * * * *', vscode.l10n.t('Every hour'), 'watch'),
        row('17 3 * * 1', vscode.l10n.t('Every Monday'), 'calendar'),
      ]);
    },
    typed: (text) =>
      /^(?:[\d*/,-]+ ){4}[\d*/,-]+$/.test(text)
        ? row(text, text, 'edit')
        : vscode.l10n.t('Cron has five fields: minute, hour, day, month, weekday.'),
  });
}

export interface Answer<T> {
  readonly label: string;
  readonly detail?: string;
  readonly icon: string;
  readonly value: T;
}

/** One of a few. */
export async function askOne<T>(
  title: string,
  answers: readonly Answer<T>[],
): Promise<T | undefined> {
  const rows = answers.map(({ label, detail = '', icon, value }) => ({
    ...{ label, detail, value, iconPath: new vscode.ThemeIcon(icon) },
  }));
  const picked = await vscode.window.showQuickPick(rows, { title, ignoreFocusOut: true });
  return picked?.value;
}
