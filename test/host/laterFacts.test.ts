import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import type { ExplorerTree } from '../../src/ui/explorer/tree';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { itemOf, nodeAt, withTree } from '../support/host/explorerTree';
import { labelsBelow } from '../support/host/treeRows';
import { openRegistry } from '../support/openRegistry';
import { descriptorOf, pushPlain } from '../support/plainPush';
import { inRegistry } from '../support/registryFixture';

const chartType = 'application/vnd.cncf.helm.config.v1+json';

describe('the Registries view over a registry that lists tags and no more', () => {
  before(async () => {
    await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
  });

  const chart = { config: descriptorOf(chartType, '{}') };

  /** Puts versions there, whose manifests are read when `goOn` is called. */
  async function inTree(
    versions: Readonly<Record<string, object>>,
    use: (tree: ExplorerTree, goOn: () => void) => Promise<void>,
  ): Promise<void> {
    await inRegistry(async ({ url, host, faults }) => {
      for (const [tag, more] of Object.entries(versions))
        await pushPlain(url, 'app', tag, { more });
      let goOn: () => void = () => undefined;
      const until = new Promise<void>((resolve) => (goOn = resolve));
      faults.add({ when: { path: /\/manifests\// }, then: { kind: 'delay', until } });
      const setting = { host, name: 'At work' };
      await withTree(setting, openRegistry(host), (tree) => use(tree, goOn), false);
    });
  }

  /** What VS Code is told to draw again, until there were so many rows. */
  function redrawn(tree: ExplorerTree, count: number): Promise<readonly unknown[]> {
    const rows: unknown[] = [];
    return new Promise((resolve) => {
      const subscription = tree.onDidChangeTreeData?.((changed) => {
        rows.push(...(Array.isArray(changed) ? changed : [changed]));
        if (rows.length < count) return;
        subscription?.dispose();
        resolve(rows);
      });
    });
  }

  it('draws the very rows again that VS Code has, and not their repository, which it would forget them with', async () => {
    await inTree({ '1.0.0': chart, '1.1.0': chart }, async (tree, goOn) => {
      const repository = await nodeAt(tree, 'app');
      const before = (await tree.getChildren(repository)) ?? [];
      const again = await tree.getChildren(repository);
      assert.equal(before.length, 2);
      for (const [at, row] of before.entries()) assert.equal(again?.[at], row);
      const [first] = before;
      assert.ok(first);
      assert.deepEqual((await itemOf(tree, first)).iconPath, new vscode.ThemeIcon('tag'));

      const changed = redrawn(tree, 2);
      goOn();
      assert.deepEqual(await changed, before);
      const item = await itemOf(tree, first);
      assert.deepEqual(item.iconPath, new vscode.ThemeIcon('package'));
      assert.match(item.contextValue ?? '', /^version chart /);
    });
  });

  it('does nothing with a selection of which VS Code has forgotten rows, and says so', async () => {
    await inTree({ '1.0.0': chart }, async (tree) => {
      const repository = await nodeAt(tree, 'app');
      const [row] = (await tree.getChildren(repository)) ?? [];
      const [said] = await answering(['Show Log'], () =>
        run('chartroom.version.promote', row, [row, undefined]),
      );
      assert.match(said ?? '', /^The view was listing its rows anew/);
    });
  });

  it('lists a repository again where rows turn out to be no charts', async () => {
    const other = { artifactType: 'application/spdx+json' };
    await inTree({ '1.0.0': chart, '1.1.0': other }, async (tree, goOn) => {
      const repository = await nodeAt(tree, 'app');
      assert.deepEqual(await labelsBelow(tree, repository), ['1.1.0', '1.0.0']);
      const [version] = ((await tree.getChildren(repository)) ?? []).slice(1);
      const changed = redrawn(tree, 2);
      goOn();
      assert.deepEqual(await changed, [version, repository]);
      assert.deepEqual(await labelsBelow(tree, repository), ['1.0.0']);
    });
  });
});
