import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { publishFlow } from '../support/workbench/publishFlow';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

test(
  'a person saves, pushes, pulls and exports a chart with the installed package',
  { skip: withoutWindow },
  () =>
    inSession(installed(), async ({ window, workspace, registry, exportFolder }) => {
      const steps = [];
      const flow = publishFlow(window, { registry: registry.host, exportFolder });
      for await (const { name } of flow) steps.push(name);

      assert.deepEqual(steps, ['charts', 'save', 'push', 'browse', 'pull', 'export', 'open']);
      assert.deepEqual(
        await filesBelow(join(exportFolder, 'storefront')),
        await filesBelow(join(workspace, 'charts', 'storefront')),
      );
    }),
);

/** Text of each file by its path. */
async function filesBelow(directory: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(directory.length)] = await readFile(path, 'utf8');
  }
  return files;
}
