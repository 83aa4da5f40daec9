import * as vscode from 'vscode';
import type { KubeContext } from '../../publishing/helm/kubeconfig';
import { httpFlags } from '../../publishing/helm/plainHttp';
import { readKubeconfig } from '../../publishing/helm/readKubeconfig';
import { registryLoginLine } from '../../publishing/helm/registryLogin';
import {
  checkNamespace,
  checkReleaseName,
  releaseNameFor,
} from '../../publishing/helm/releaseName';
import { andThen, commandLine, shellOf } from '../../publishing/helm/shell';
import { upgradeWords } from '../../publishing/helm/upgradeCommand';
import { settingNames } from '../contributions';
import { helmOrOffer } from '../helm/helmOrOffer';
import { installableChart, type Installable } from '../helm/installedChart';
import { clusterWords, pickKubeContext } from '../helm/pickKubeContext';
import { pickValuesFiles } from '../helm/pickValuesFiles';
import { signsHelmIn } from '../helm/signHelmIn';
import type { CommandHandler } from '../window/command';
import { runInTerminal, typeInTerminal } from '../window/runInTerminal';
import { typingProblem } from '../window/typingProblem';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'surroundings' | 'templatePreview'>;

/** Install or Upgrade…: asks for what `helm upgrade --install` needs, shows the line, and runs it in a terminal. No cluster is asked before. */
export function installReleaseCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const scope = argument instanceof vscode.Uri ? argument : undefined;
    const found = await helmOrOffer(scope, parts.surroundings);
    if (found === undefined) return;
    const question = vscode.l10n.t('Install or Upgrade');
    const chart = await installableChart(argument, parts.connections, question);
    if (!chart) return;
    const title = `${question}: ${chart.name} ${chart.version}`;
    const answers = await ask(chart, parts, title);
    const line = answers && (await lineOf(chart, answers, parts, { title, found }));
    if (answers && line !== undefined) await show(line, chart, answers);
  };
}

interface Answers {
  readonly release: string;
  readonly context: KubeContext;
  readonly namespace: string;
  readonly valuesFiles: readonly string[];
}

async function ask(
  { name, uri }: Installable,
  { surroundings, templatePreview: { values } }: Needed,
  title: string,
): Promise<Answers | undefined> {
  const kubeconfig = await readKubeconfig(surroundings);
  const context = await pickKubeContext(kubeconfig, title);
  if (!context) return undefined;
  const release = await askName(
    title,
    vscode.l10n.t('Name of the release in {context}', { context: context.name }),
    releaseNameFor(name),
    checkReleaseName,
  );
  if (release === undefined) return undefined;
  const namespace = await askName(
    title,
    vscode.l10n.t('Namespace in {context}; made where it is not there', { context: context.name }),
    context.namespace ?? 'default',
    checkNamespace,
  );
  if (namespace === undefined) return undefined;
  const folder = uri.scheme === 'file' ? uri.fsPath : undefined;
  const valuesFiles = await pickValuesFiles(title, folder, values.of(uri));
  if (!valuesFiles) return undefined;
  await values.choose(uri, valuesFiles);
  return { release, context, namespace, valuesFiles };
}

function askName(
  title: string,
  prompt: string,
  value: string,
  check: (name: string) => void,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    ...{ title, prompt, value },
    ignoreFocusOut: true,
    validateInput: (text) =>
      typingProblem(() => {
        check(text);
      }),
  });
}

/** For the shell that a terminal opens with; undefined when the person closes the question about the login. */
async function lineOf(
  { chart, uri, connection }: Installable,
  { context, ...answers }: Answers,
  { surroundings }: Needed,
  { title, found }: { readonly title: string; readonly found: string },
): Promise<string | undefined> {
  const shell = shellOf(vscode.env.shell);
  const scope = uri.scheme === 'file' ? uri : undefined;
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  const helm = configuration.get<string>(settingNames.helmPath, '') || 'helm';
  const setting = connection?.setting;
  const flags = setting && (await httpFlags(found, setting));
  const upgrade = { ...answers, chart, context: context.name, httpFlags: flags?.chart ?? [] };
  const line = commandLine(shell, upgradeWords(helm, upgrade));
  if (!setting || !flags) return line;
  const login = registryLoginLine(shell, helm, { ...setting, httpFlags: flags.login });
  const signsIn = await signsHelmIn(setting.host, login, surroundings, title);
  if (signsIn === undefined) return undefined;
  return signsIn ? andThen(shell, login, line) : line;
}

/** The last word is the person's: which cluster, and the whole line, before anything runs. */
async function show(line: string, { name, version }: Installable, answers: Answers): Promise<void> {
  const { release, context, namespace } = answers;
  const run = vscode.l10n.t('Run in Terminal');
  const edit = vscode.l10n.t('Edit in Terminal');
  const copy = vscode.l10n.t('Copy Command');
  const message = vscode.l10n.t(
    'Install {chart} as {release} in {context}, namespace {namespace}, or upgrade what is there?',
    { chart: `${name} ${version}`, release, context: context.name, namespace },
  );
  const detail = `${clusterWords(context)}\n\n${line}`;
  const chosen = await vscode.window.showWarningMessage(
    message,
    { modal: true, detail },
    ...[run, edit, copy],
  );
  if (chosen === run) runInTerminal(line);
  else if (chosen === edit) typeInTerminal(line);
  else if (chosen === copy) await vscode.env.clipboard.writeText(line);
}
