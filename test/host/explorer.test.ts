import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { sha256 } from '../../src/oci/digest';
import { repositoriesAsFolders } from '../../src/ui/explorer/asFolders';
import type { ExplorerNode } from '../../src/ui/explorer/node';
import type { ExplorerTree } from '../../src/ui/explorer/tree';
import { connectAcr, listOnly } from '../support/acr/acrFixture';
import { inEcrApi, type EcrSetting } from '../support/ecr/fixture';
import { addImage, addRepository } from '../support/ecr/state';
import { itemOf, nodeAt, withTree } from '../support/host/explorerTree';
import { labelsBelow } from '../support/host/treeRows';

const chartType = 'application/vnd.cncf.helm.config.v1+json';

async function tooltipOf(
  tree: ExplorerTree,
  node: ExplorerNode,
  token = new vscode.CancellationTokenSource().token,
): Promise<string> {
  const item = await itemOf(tree, node);
  const resolved = (await tree.resolveTreeItem?.(item, node, token)) ?? item;
  const { tooltip } = resolved;
  // Labels are escaped for Markdown: their spaces are entities.
  const text = typeof tooltip === 'string' ? tooltip : (tooltip?.value ?? '');
  return text.replaceAll('&nbsp;', ' ');
}

async function inEcrTree(use: (tree: ExplorerTree, ecr: EcrSetting) => Promise<void>) {
  await inEcrApi(async (ecr) => {
    const { state } = ecr;
    const app = addRepository(state, 'team/charts/app', {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filter: 'latest*' }, { filter: 'dev-*' }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:key' },
    });
    const image = {
      ...{ digest: sha256('app'), size: 4096, artifactMediaType: chartType },
      ...{ pushed: Date.UTC(2026, 0, 2), pulled: Date.UTC(2026, 0, 3) },
    };
    addImage(app, image, '1.0.0', 'latest');
    addRepository(state, 'team/charts/cache');
    addRepository(state, 'base');
    state.replicas.push('us-east-1', 'ap-south-1');
    const registry = ecr.connect();
    const aws = { account: state.account, region: state.region, profile: 'work' };
    const setting = { host: registry.host, name: 'At work', aws };
    await withTree(setting, registry, (tree) => use(tree, ecr));
  });
}

describe('the Registries view over an ECR', () => {
  before(async () => {
    await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
  });

  after(async () => {
    await vscode.commands.executeCommand('chartroom.registries.showAsFolders');
  });

  it('shows repositories in folders, folders with one folder in them as one row', async () => {
    await inEcrTree(async (tree) => {
      const registry = await nodeAt(tree);
      assert.deepEqual(await labelsBelow(tree, registry), ['team/charts', 'base']);
      const folder = await nodeAt(tree, 'team/charts');
      assert.deepEqual(await labelsBelow(tree, folder), ['app', 'cache']);
      const { accessibilityInformation } = await itemOf(tree, folder);
      assert.equal(accessibilityInformation?.label, 'team/charts, folder');
    });
  });

  it('knows what each row is in, in both ways of showing', async () => {
    await inEcrTree(async (tree) => {
      const version = await tree.find(`At work@127.0.0.1:1`, 'team/charts/app', '1.0.0');
      const above = async (): Promise<unknown[]> => {
        const labels: unknown[] = [];
        for (let node = version; node; node = (await tree.getParent?.(node)) ?? undefined) {
          labels.push((await itemOf(tree, node)).label);
        }
        return labels;
      };
      assert.deepEqual(await above(), ['1.0.0', 'app', 'team/charts', 'At work']);
      await vscode.commands.executeCommand('chartroom.registries.showAsList');
      assert.deepEqual(await above(), ['1.0.0', 'team/charts/app', 'At work']);
      await vscode.commands.executeCommand('chartroom.registries.showAsFolders');
    });
  });

  it('switches between folders and whole names without asking the registry', async () => {
    await inEcrTree(async (tree, { api }) => {
      const repository = await nodeAt(tree, 'team/charts', 'app');
      await vscode.commands.executeCommand('chartroom.registries.showAsList');
      assert.equal(repositoriesAsFolders(), false);
      const registry = await nodeAt(tree);
      assert.deepEqual(await labelsBelow(tree, registry), [
        'base',
        'team/charts/app',
        'team/charts/cache',
      ]);
      assert.equal(await nodeAt(tree, 'team/charts/app'), repository);
      await vscode.commands.executeCommand('chartroom.registries.showAsFolders');
      assert.equal(repositoriesAsFolders(), true);
      assert.equal(await nodeAt(tree, 'team/charts', 'app'), repository);
      assert.equal(api.requests.length, 1);
    });
  });

  it('says of a registry where it is and who is signed in', async () => {
    await inEcrTree(async (tree) => {
      const registry = await nodeAt(tree);
      const { description, iconPath, contextValue } = await itemOf(tree, registry);
      assert.deepEqual(
        [description, iconPath, contextValue],
        ['127.0.0.1:1', new vscode.ThemeIcon('cloud'), 'registry connected creates portal'],
      );
      const tooltip = await tooltipOf(tree, registry);
      assert.match(tooltip, /127\.0\.0\.1:1/);
      assert.match(tooltip, /AWS account: 123456789012/);
      assert.match(tooltip, /Region: eu-west-1/);
      assert.match(tooltip, /AWS profile: work/);
    });
  });

  it('says of a repository what its page said', async () => {
    await inEcrTree(async (tree, { api }) => {
      const app = await nodeAt(tree, 'team/charts', 'app');
      const item = await itemOf(tree, app);
      assert.deepEqual(
        [item.iconPath, item.description, item.accessibilityInformation?.label],
        [
          new vscode.ThemeIcon('lock-small'),
          'immutable with exceptions',
          'team/charts/app, immutable with exceptions',
        ],
      );
      assert.equal(item.tooltip, undefined);
      const tooltip = await tooltipOf(tree, app);
      for (const words of [
        '127.0.0.1:1/team/charts/app',
        'Tags: immutable, except tags like latest',
        'Scan on push: yes',
        'Encryption: `KMS (arn:aws:kms:key)`',
        'ARN: `arn:aws:ecr:eu-west-1:123456789012:repository/team/charts/app`',
        'URI: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/charts/app`',
      ]) {
        assert.ok(tooltip.includes(words), `${words} in ${tooltip}`);
      }
      const base = await nodeAt(tree, 'base');
      assert.deepEqual((await itemOf(tree, base)).iconPath, new vscode.ThemeIcon('repo'));
      assert.match(await tooltipOf(tree, base), /mutable, so a push can move a tag/);
      assert.equal(api.requests.length, 1);
    });
  });

  it('says of a version what its page said, and where it is copied to when asked', async () => {
    await inEcrTree(async (tree, { api }) => {
      const version = await nodeAt(tree, 'team/charts', 'app', '1.0.0');
      assert.equal(api.requests.length, 2);
      const { contextValue, description } = await itemOf(tree, version);
      assert.equal(contextValue, 'version chart digest describable deletable untaggable portal');
      assert.match(String(description), /^chart · 4\.0 KiB · /);
      const tooltip = await tooltipOf(tree, version);
      for (const words of [
        '127.0.0.1:1/team/charts/app:1.0.0',
        `Type: \`${chartType}\``,
        'Other tags: `latest`',
        `Pushed: ${new Date(Date.UTC(2026, 0, 2)).toLocaleString(vscode.env.language)}`,
        `Last pulled: ${new Date(Date.UTC(2026, 0, 3)).toLocaleString(vscode.env.language)}`,
        'Copy in us-east-1: has arrived',
        'Copy in ap-south-1: on its way',
      ]) {
        assert.ok(tooltip.includes(words), `${words} in ${tooltip}`);
      }
      const asked = api.requests.length;
      await tooltipOf(tree, version);
      assert.equal(api.requests.length, asked);
    });
  });

  it('leaves a tooltip out when the pointer has moved on', async () => {
    await inEcrTree(async (tree) => {
      const version = await nodeAt(tree, 'team/charts', 'app', '1.0.0');
      const source = new vscode.CancellationTokenSource();
      source.cancel();
      assert.equal(await tooltipOf(tree, version, source.token), '');
      assert.match(await tooltipOf(tree, version), /us-east-1/);
    });
  });

  it('says how much of a long list is there', async () => {
    await inEcrTree(async (tree, { state }) => {
      const many = addRepository(state, 'many');
      for (let n = 0; n < 1100; n++) {
        addImage(many, { digest: sha256(`${n}`), artifactMediaType: chartType }, `1.${n}.0`);
      }
      const more = await nodeAt(tree, 'many', 'Load More…');
      const item = await itemOf(tree, more);
      assert.equal(item.description, '100 of 1,000 read so far');
      assert.match(await tooltipOf(tree, more), /newer ones may be among them/);
      assert.equal(more.type, 'load-more');
      await tree.loadMore(more);
      const rows = await labelsBelow(tree, await nodeAt(tree, 'many'));
      assert.deepEqual([rows[0], rows.length], ['1.1099.0', 201]);
      const { description } = await itemOf(tree, await nodeAt(tree, 'many', 'Load More…'));
      assert.equal(description, '200 shown');
    });
  });
});

describe('the Registries view over an ACR', () => {
  it('shows a lock in the icon, in the description and in words', async (t) => {
    const front = await listOnly(t);
    for (const tag of ['1.0.0', '1.1.0']) front.content.seed('charts/app', tag, Date.now());
    const repository = front.content.repositories.get('charts/app');
    Object.assign(repository?.tags.get('1.0.0')?.attributes ?? {}, { writeEnabled: false });
    const azure = { login: 'microsoft', account: 'ann' };
    const setting = { host: front.host, name: 'At work', azure };
    await withTree(setting, connectAcr(front.host), async (tree) => {
      const locked = await nodeAt(tree, 'charts', 'app', '1.0.0');
      const item = await itemOf(tree, locked);
      assert.deepEqual(item.iconPath, new vscode.ThemeIcon('lock'));
      assert.match(String(item.description), /^chart · 1000 B · .* · locked$/);
      assert.match(item.accessibilityInformation?.label ?? '', /^1\.0\.0, chart, .*, locked$/);
      assert.match(item.contextValue ?? '', /\blockable locked\b/);
      assert.match(await tooltipOf(tree, locked), /Locked: it cannot be changed/);

      const open = await itemOf(tree, await nodeAt(tree, 'charts', 'app', '1.1.0'));
      assert.deepEqual(open.iconPath, new vscode.ThemeIcon('package'));
      assert.match(open.contextValue ?? '', /\blockable unlocked\b/);

      const registry = await nodeAt(tree);
      assert.deepEqual((await itemOf(tree, registry)).iconPath, new vscode.ThemeIcon('azure'));
      const tooltip = await tooltipOf(tree, registry);
      assert.match(tooltip, /Signed in by: Microsoft account/);
      assert.match(tooltip, /Account: ann/);
    });
  });
});
