import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { addDependency } from '../../publishing/generate/dependencyEntry';
import { addGitlabJob } from '../../publishing/generate/addGitlabJob';
import { executeCommand } from '../window/executeCommand';
import { offerNext } from '../window/offer';
import type { Generated, Place } from './generated';
import { isThere } from './isThere';
import { askOne, askText, type Answer } from './questions';
import { addText, beginFile, putText } from './write';

/** Asks where a generated text goes, and puts it there. Nothing is written to a file: it is shown, to be looked over and saved. */
export async function deliver(generated: Generated, title: string): Promise<void> {
  const { text, language, places } = generated;
  const answers: Answer<() => Promise<void>>[] = [
    ...places.map((place) => ({
      ...wordsOf(place),
      value: () => putInto(place, text),
    })),
    {
      label: vscode.l10n.t('Copy to the Clipboard'),
      icon: 'copy',
      value: async () => {
        await vscode.env.clipboard.writeText(text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {title}', { title }), 5000);
      },
    },
    {
      label: vscode.l10n.t('Open in an Editor'),
      detail: vscode.l10n.t('In no file yet'),
      icon: 'go-to-file',
      value: async () => {
        const known = await vscode.languages.getLanguages();
        const document = await vscode.workspace.openTextDocument({
          content: text,
          language: known.includes(language) ? language : 'plaintext',
        });
        await vscode.window.showTextDocument(document);
      },
    },
  ];
  const put = await askOne(vscode.l10n.t('{title}: Where To?', { title }), answers);
  await put?.();
}

function wordsOf(place: Place): Omit<Answer<never>, 'value'> {
  switch (place.kind) {
    case 'file':
      return {
        label: vscode.l10n.t('Into the Workspace'),
        detail: place.path,
        icon: 'new-file',
      };
    case 'job':
      return { label: vscode.l10n.t('Into the Workspace'), detail: place.path, icon: 'diff-added' };
    case 'dependency':
      return {
        label: vscode.l10n.t('Into {chart}', { chart: place.chart.folder }),
        detail: 'Chart.yaml',
        icon: 'diff-added',
      };
  }
}

async function putInto(place: Place, text: string): Promise<void> {
  switch (place.kind) {
    case 'file': {
      const path = place.fixed ? place.path : await askPath(place.path);
      if (path !== undefined) await putFile(vscode.Uri.file(join(place.root, path)), text);
      return;
    }
    case 'job': {
      const file = vscode.Uri.file(join(place.root, place.path));
      if (!(await isThere(file))) return beginFile(file, text);
      return addText(file, (yaml) => addGitlabJob(yaml, place.job, file.fsPath), [offerSave]);
    }
    case 'dependency': {
      const { chart, entry } = place;
      const { fsPath } = chart.chartYaml;
      return addText(chart.chartYaml, (yaml) => addDependency(yaml, entry, fsPath), [
        () => ({
          title: vscode.l10n.t('Update Dependencies'),
          run: () => executeCommand('chartroom.dependencies.update', chart.chartYaml),
        }),
      ]);
    }
  }
}

function offerSave(document: vscode.TextDocument) {
  return { title: vscode.l10n.t('Save'), run: () => document.save() };
}

/** Below the top of the repository. */
async function askPath(path: string): Promise<string | undefined> {
  const typed = await askText({
    title: vscode.l10n.t('File in the Workspace'),
    prompt: vscode.l10n.t('Path from the top of the repository'),
    value: path,
    form: /^(?!.*(?:^|[\\/])\.\.(?:[\\/]|$))[^\\/:][^:]*[^\\/:]$/,
    problem: vscode.l10n.t('A path from the top of the repository, without ".."'),
  });
  return typed === '' ? path : typed;
}

/** A file that is there is replaced only when somebody says so, and then as an edit that can be looked at and undone. */
async function putFile(file: vscode.Uri, text: string): Promise<void> {
  if (!(await isThere(file))) return beginFile(file, text);
  const document = await vscode.workspace.openTextDocument(file);
  const name = basename(file.fsPath);
  if (document.getText() === text) {
    await vscode.window.showTextDocument(document);
    offerNext(vscode.l10n.t('{file} says just that already', { file: name }));
    return;
  }
  const beside = await freeName(file);
  const choice = await askOne<'replace' | 'beside'>(
    vscode.l10n.t('{file} Is There Already', { file: name }),
    [
      {
        label: vscode.l10n.t('Replace Its Content'),
        detail: vscode.l10n.t('As an edit, which is saved only by you'),
        icon: 'replace-all',
        value: 'replace',
      },
      {
        label: vscode.l10n.t('Beside It, as {file}', { file: basename(beside.fsPath) }),
        icon: 'new-file',
        value: 'beside',
      },
    ],
  );
  if (choice === 'replace') await putText(document, text);
  if (choice === 'beside') await beginFile(beside, text);
}

async function freeName(file: vscode.Uri): Promise<vscode.Uri> {
  const [, stem = file.path, extension = ''] = /^(.*?)(\.[^./]*)?$/.exec(file.path) ?? [];
  for (let number = 2; ; number += 1) {
    const other = file.with({ path: `${stem}-${number}${extension}` });
    if (!(await isThere(other))) return other;
  }
}
