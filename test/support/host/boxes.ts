import * as vscode from 'vscode';
import { escape, labelOf, type Script } from './script';

/** Input boxes, answered in place of VS Code's, with the check of what is typed. */
export function boxes(script: Script): Pick<typeof vscode.window, 'showInputBox'> {
  return {
    showInputBox: async (box = {}) => {
      const { answer } = script.ask(box.title, box.prompt, box.value);
      if (answer === escape) return undefined;
      const text = labelOf(answer);
      const problem = await box.validateInput?.(text);
      // A warning can be passed over.
      if (!problem || isWarning(problem)) return text;
      const words = typeof problem === 'string' ? problem : problem.message;
      script.fail(`"${text}" is refused: ${words}`);
      return undefined;
    },
  };
}

function isWarning(problem: string | vscode.InputBoxValidationMessage): boolean {
  return typeof problem !== 'string' && problem.severity < vscode.InputBoxValidationSeverity.Error;
}
