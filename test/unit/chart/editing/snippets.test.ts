import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Path } from '../../../../src/chart/editing/place';
import { chartSnippets } from '../../../../src/chart/editing/snippets';
import { parseMetadata } from '../../../../src/chart/metadata';
import { validateMetadata } from '../../../../src/chart/validate';

/** What a snippet is when nothing of it is filled in. */
function asWritten(body: string): string {
  return body.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1').replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1');
}

const head = 'apiVersion: v2\nname: web\nversion: 1.0.0\n';

/** The text before a snippet, and how far its further lines are indented there. */
const places: readonly (readonly [path: Path, before: string, indent: string])[] = [
  [[], '', ''],
  [['dependencies'], 'dependencies:\n  ', '  '],
  [['dependencies', 0], 'dependencies:\n  - ', '    '],
  [['maintainers'], 'maintainers:\n  ', '  '],
  [['maintainers', 0], 'maintainers:\n  - ', '    '],
  [['annotations'], 'annotations:\n  ', '  '],
];

describe('snippets of Chart.yaml', () => {
  for (const [path, before, indent] of places) {
    it(`give a chart that Helm takes, at /${path.join('/')}`, () => {
      const snippets = chartSnippets(path, new Set(), true);
      assert.ok(snippets.length > 0);
      for (const { label, body } of snippets) {
        const text = `${head}${before}${asWritten(body).replaceAll('\n', `\n${indent}`)}\n`;
        const metadata = parseMetadata(text);
        validateMetadata(metadata);
        const { dependencies, maintainers, annotations, kubeVersion, sources } = metadata;
        assert.ok(dependencies ?? maintainers ?? annotations ?? kubeVersion ?? sources, label);
      }
    });
  }

  it('begin nothing that is there', () => {
    const labels = (path: Path, ...present: string[]) =>
      chartSnippets(path, new Set(present), true).map(({ label }) => label);
    assert.ok(!labels([], 'dependencies').some((label) => label.includes('dependency')));
    assert.deepEqual(labels(['dependencies', 0], 'name'), []);
    assert.ok(!labels(['annotations'], 'artifacthub.io/changes').join().includes('changes'));
  });

  it('are in no other places, and in other files only where they belong', () => {
    assert.deepEqual(chartSnippets(['dependencies', 0, 'tags'], new Set(), true), []);
    assert.deepEqual(chartSnippets(['name'], new Set(), true), []);
    assert.deepEqual(chartSnippets(['annotations'], new Set(), false), []);
  });
});
