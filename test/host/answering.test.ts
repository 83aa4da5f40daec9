import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as vscode from 'vscode';
import { answering } from '../support/host/answering';
import { escape } from '../support/host/script';

const { window } = vscode;

describe('whoever answers the questions of these tests', () => {
  it('is told all the words of each question, and what a button does is waited for', async () => {
    const done: string[] = [];
    const work = async (): Promise<void> => {
      done.push((await window.showInputBox({ title: 'Name?', value: 'team/' })) ?? 'nobody');
      done.push((await window.showQuickPick(['red', 'blue'].map(labelled)))?.label ?? 'no colour');
      void window.showErrorMessage('It broke', 'Mend It').then(async (button) => {
        await vscode.commands.executeCommand('setContext', 'chartroom.test', true);
        done.push(button ?? 'nothing');
      });
    };
    const asked = await answering(['Ann', 'blue', 'Mend It'], work);
    assert.deepEqual(done, ['Ann', 'blue', 'Mend It']);
    assert.deepEqual(asked, ['Name?\nteam/', 'red\nblue', 'It broke\nMend It']);
  });

  it('fails for a question that nobody answers, and closes it', async () => {
    let typed: string | undefined = '';
    const work = async (): Promise<void> => {
      typed = await window.showInputBox({ prompt: 'Code' });
    };
    await assert.rejects(answering([], work), /^Error: Nobody answers "Code"/);
    assert.equal(typed, undefined);
  });

  it('fails for an answer that nobody asked for', async () => {
    const work = (): Promise<void> => Promise.resolve();
    await assert.rejects(answering(['blue', escape], work), /Nobody asked for blue, Escape/);
  });

  it('fails for a row and a button that are not there', async () => {
    await assert.rejects(
      answering(['green'], () => window.showQuickPick(['red', 'blue'].map(labelled))),
      /"green" is not among\nred\nblue/,
    );
    await assert.rejects(
      answering(['Mend It'], () => window.showWarningMessage('It broke', 'Ignore It')),
      /"It broke" has no button Mend It, but Ignore It/,
    );
    await assert.rejects(
      answering(['No Such Cloud'], () =>
        vscode.commands.executeCommand('chartroom.registry.connect'),
      ),
      /"No Such Cloud" is not among\nAmazon ECR: /,
    );
  });
});

function labelled(label: string): vscode.QuickPickItem {
  return { label };
}
