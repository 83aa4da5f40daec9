import * as vscode from 'vscode';
import { deliver } from '../generate/deliver';
import { installKinds } from '../generate/installKinds';
import type { Kind } from '../generate/kind';
import { pipelineKinds } from '../generate/pipelineKinds';
import { registryKinds } from '../generate/registryKinds';
import { subjectOf, type Subject, type SubjectParts } from '../generate/subject';
import type { CommandHandler } from '../window/command';
import type { Parts } from './parts';

type Needed = SubjectParts & Pick<Parts, 'version'>;

/** Generate: a pipeline, a manifest, commands or rights for what is at hand, into the workspace, the clipboard or an editor. */
export function generateCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const subject = await subjectOf(argument, parts, vscode.l10n.t('Generate'));
    if (!subject) return;
    const kind = await pickKind(subject, parts.version);
    const generated = await kind?.make(subject);
    if (kind && generated) await deliver(generated, kind.label);
  };
}

async function pickKind(subject: Subject, version: string): Promise<Kind | undefined> {
  const kinds = [...pipelineKinds(version), ...installKinds(), ...registryKinds()].filter(
    ({ fits }) => fits(subject),
  );
  const groups = [...new Set(kinds.map(({ group }) => group))];
  const rows = groups.flatMap((group) => [
    { label: group, kind: vscode.QuickPickItemKind.Separator, made: undefined },
    ...kinds
      .filter((kind) => kind.group === group)
      .map((made) => ({
        ...{ label: made.label, description: made.detail, made },
        iconPath: new vscode.ThemeIcon(made.icon),
      })),
  ]);
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Generate for {subject}', { subject: nameOf(subject) }),
    placeHolder: vscode.l10n.t('What is generated?'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.made;
}

function nameOf(subject: Subject): string {
  return subject.type === 'mirror'
    ? vscode.workspace.asRelativePath(subject.file)
    : `${subject.registry}/${subject.repository}`;
}
