import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addDependency,
  dependencyEntry,
  dependencyText,
} from '../../../../src/publishing/generate/dependencyEntry';
import { parseMetadata } from '../../../../src/chart/metadata';

const reference = { registry: 'h.example', repository: 'charts/app', tag: '1.2.3' };
const entry = dependencyEntry(reference, '^1.2.3');
const head = 'apiVersion: v2\nname: parent # ours\nversion: 0.1.0\n';

function added(yaml: string): string {
  const { start, end, text } = addDependency(yaml, entry, 'Chart.yaml');
  return yaml.slice(0, start) + text + yaml.slice(end);
}

const item = '- name: app\n    version: ^1.2.3\n    repository: oci://h.example/charts\n';

describe('a dependency on a published chart', () => {
  it('names the parent of the repository, as Helm adds the name', () => {
    assert.deepEqual(dependencyEntry(reference), {
      ...{ name: 'app', version: '1.2.3', repository: 'oci://h.example/charts' },
    });
    assert.equal(
      dependencyEntry({ ...reference, repository: 'app' }).repository,
      'oci://h.example',
    );
  });

  it('is refused where Helm would look elsewhere', () => {
    assert.throws(() => dependencyEntry({ ...reference, chart: 'other' }), {
      code: 'generate.dependency-unreachable',
    });
    assert.throws(() => dependencyEntry({ ...reference, tag: 'latest' }), {
      code: 'generate.no-version',
    });
  });

  it('is pasted as an item of the list', () => {
    assert.equal(
      dependencyText(entry),
      '- name: app\n  version: ^1.2.3\n  repository: oci://h.example/charts\n',
    );
    assert.match(dependencyText({ ...entry, version: '>=1 <2' }), /version: ">=1 <2"\n/);
  });

  it('begins the list of a Chart.yaml that has none', () => {
    assert.equal(added(head), `${head}dependencies:\n  ${item}`);
    assert.equal(added(`${head}dependencies:\n`), `${head}dependencies:\n  ${item}`);
  });

  it('comes to the end of the list, in its form', () => {
    const before = `${head}dependencies:\n- name: db # kept\n  version: 1.0.0\n  repository: ""\nkeywords: [a]\n`;
    const after = added(before);
    assert.deepEqual(
      parseMetadata(after).dependencies?.map((one) => one?.name),
      ['db', 'app'],
    );
    assert.match(after, /repository: ""\n- name: app\n {2}version: \^1\.2\.3\n/);
    assert.match(after, /# kept/);
  });

  it('is no second one of its name, unless that has an alias', () => {
    const list = `${head}dependencies:\n  - name: app\n    version: 1.0.0\n    repository: oci://x\n`;
    assert.throws(() => added(list), { code: 'generate.dependency-there' });
    assert.match(added(`${list}    alias: old\n`), /alias: old\n {2}- name: app\n/);
  });

  for (const rest of [
    'dependencies: []\n',
    'dependencies: [{ name: db }]\n',
    'dependencies: ~\n',
  ]) {
    it(`is refused where a list in lines cannot be: ${JSON.stringify(rest)}`, () => {
      assert.throws(() => added(head + rest), { code: 'generate.dependency-no-place' });
    });
  }
});
