import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';

/** Lints one line as if it stood in the given file, with the project's own configuration. */
async function findings(file: string, line: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
  });
  const [result] = await eslint.lintText(line, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => String(ruleId));
}

const rule = 'no-restricted-imports';

describe('the layers', () => {
  const refused: [string, string][] = [
    ['src/oci/x.ts', "import { chart } from '../chart/metadata';\n"],
    ['src/oci/layout/x.ts', "import { verb } from '../../publishing/save';\n"],
    ['src/chart/x.ts', "import { digest } from '../oci/digest';\n"],
    ['src/registries/generic/x.ts', "import { view } from '../../ui/format';\n"],
    ['src/publishing/x.ts', "import * as vscode from 'vscode';\n"],
    ['src/base/x.ts', "import { digest } from '../oci/digest';\n"],
    ['src/ui/x.ts', "import { activate } from '../extension';\n"],
  ];
  for (const [file, line] of refused) {
    it(`refuse in ${file}: ${line.trim()}`, async () => {
      assert.deepEqual(await findings(file, line), [rule]);
    });
  }

  const allowed: [string, string][] = [
    ['src/ui/x.ts', "import * as vscode from 'vscode';\n"],
    ['src/publishing/x.ts', "import { chart } from '../chart/metadata';\n"],
    ['src/registries/generic/x.ts', "import { digest } from '../../oci/digest';\n"],
    ['src/oci/layout/x.ts', "import { digest } from '../digest';\n"],
  ];
  for (const [file, line] of allowed) {
    it(`allow in ${file}: ${line.trim()}`, async () => {
      assert.deepEqual(await findings(file, line), []);
    });
  }
});
