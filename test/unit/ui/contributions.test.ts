import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { commandIds, contextKeys, settingNames, viewIds } from '../../../src/ui/contributions';

interface Menu {
  readonly command: string;
  readonly when: string;
}

interface Step {
  readonly description: string;
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { command: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly views: Readonly<Record<string, readonly { id: string }[]>>;
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const menus = Object.entries(manifest.contributes.menus);

describe('the manifest and the code', () => {
  it('know the same commands', () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual([...contributed].sort(), [...commandIds].sort());
  });

  it('know the same views', () => {
    const contributed = Object.values(manifest.contributes.views).flat();
    assert.deepEqual(contributed.map(({ id }) => id).sort(), Object.values(viewIds).sort());
  });

  it('know the same settings', () => {
    const contributed = Object.keys(manifest.contributes.configuration.properties);
    assert.deepEqual(contributed.sort(), Object.values(settingNames).sort());
  });

  it('name no setting below another one: VS Code ignores it when the other has a value', () => {
    const names = Object.keys(manifest.contributes.configuration.properties);
    const below = names.filter((name) => names.some((other) => name.startsWith(`${other}.`)));
    assert.deepEqual(below, []);
  });

  it('agree on when-clause keys', () => {
    const views = new Set<string>(Object.values(viewIds));
    const used = new Set(
      [...text.matchAll(/"when":\s*"([^"]*)"/g)].flatMap(([, when = '']) =>
        [...when.matchAll(/\bchartroom\.\w+/g)].map(([key]) => key),
      ),
    );
    const keys = [...used].filter((key) => !views.has(key));
    assert.deepEqual(keys.sort(), Object.values(contextKeys).sort());
  });

  it('put only known commands into menus', () => {
    const known = new Set<string>(commandIds);
    const used = menus.flatMap(([, entries]) => entries.map(({ command }) => command));
    assert.deepEqual(
      used.filter((id) => !known.has(id)),
      [],
    );
  });

  it('lead in walkthroughs only to commands there are, and complete a step with its own', () => {
    const known = new Set<string>(commandIds);
    for (const { description, completionEvents } of manifest.contributes.walkthroughs.flatMap(
      ({ steps }) => steps,
    )) {
      const shown = words[description.slice(1, -1)] ?? '';
      const linked = [...shown.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id);
      const completing = completionEvents.flatMap((event) => event.split('onCommand:').slice(1));
      assert.deepEqual(linked, completing);
      assert.deepEqual(
        completing.filter((id) => !known.has(id)),
        [],
      );
    }
  });

  it('have words for every %key%, and no words without one', () => {
    const used = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    assert.deepEqual([...used].sort(), Object.keys(words).sort());
  });

  it('restrict only settings that exist', () => {
    const known = new Set(Object.keys(manifest.contributes.configuration.properties));
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual(
      restrictedConfigurations.filter((name) => !known.has(name)),
      [],
    );
  });
});
