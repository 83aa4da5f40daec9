import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  knownKeys,
  knownValues,
  schemaAt,
  type Schema,
} from '../../../../src/chart/editing/schema';

function read(name: string): Schema {
  return JSON.parse(readFileSync(`media/schemas/${name}.schema.json`, 'utf8')) as Schema;
}

const chart = read('chart');
const none = new Set<string>();

describe('the schema of Chart.yaml', () => {
  it('has the keys of Helm', () => {
    const keys = knownKeys(chart, [], none).map(({ key }) => key);
    assert.deepEqual(keys.sort(), [
      ...['annotations', 'apiVersion', 'appVersion', 'condition', 'dependencies', 'deprecated'],
      ...['description', 'home', 'icon', 'keywords', 'kubeVersion', 'maintainers', 'name'],
      ...['sources', 'tags', 'type', 'version'],
    ]);
    const dependency = knownKeys(chart, ['dependencies', 3], none).map(({ key }) => key);
    assert.deepEqual(dependency.sort(), [
      ...['alias', 'condition', 'enabled', 'import-values', 'name', 'repository', 'tags'],
      'version',
    ]);
  });

  it('says something of every key', () => {
    for (const path of [[], ['dependencies', 0], ['maintainers', 0], ['annotations']]) {
      for (const { key, description } of knownKeys(chart, path, none)) {
        assert.match(description, /\.$/, key);
      }
    }
  });

  it('offers no key twice', () => {
    const left = knownKeys(chart, ['maintainers', 0], new Set(['name', 'url']));
    assert.deepEqual(
      left.map(({ key }) => key),
      ['email'],
    );
  });

  it('tells what a key holds, and whether it has to be there', () => {
    const of = (name: string) => knownKeys(chart, [], none).find(({ key }) => key === name);
    assert.equal(of('keywords')?.holds, 'list');
    assert.equal(of('annotations')?.holds, 'mapping');
    assert.deepEqual([of('version')?.holds, of('version')?.isRequired], ['text', true]);
    assert.equal(of('home')?.isRequired, false);
  });

  it('has the values there can be', () => {
    const values = (...path: (string | number)[]) =>
      knownValues(chart, path).map(({ value }) => value);
    assert.deepEqual(values('type'), ['application', 'library']);
    assert.deepEqual(values('deprecated'), ['true', 'false']);
    assert.deepEqual(values('annotations', 'artifacthub.io/operator'), ['true', 'false']);
    assert.deepEqual(values('name'), []);
    assert.deepEqual(values('annotations', 'own.example/key'), []);
    assert.match(knownValues(chart, ['type'])[1]?.description ?? '', /cannot be installed/);
  });

  it('knows import-values, which are texts or pairs', () => {
    const pair = knownKeys(chart, ['dependencies', 0, 'import-values', 0], none);
    assert.deepEqual(
      pair.map(({ key }) => key),
      ['child', 'parent'],
    );
  });

  it('knows nothing of what is not there', () => {
    assert.equal(schemaAt(chart, ['nothing', 'here']), undefined);
    assert.equal(schemaAt(chart, ['name', 'below']), undefined);
    assert.deepEqual(knownKeys(chart, ['toString'], none), []);
  });
});

describe('the other schemas', () => {
  it('have the dependencies of Chart.yaml', () => {
    const requirements = read('requirements');
    assert.deepEqual(requirements.definitions, chart.definitions);
    assert.deepEqual(requirements.properties?.['dependencies'], chart.properties?.['dependencies']);
  });

  it('know the keys of a lock', () => {
    const lock = read('lock');
    assert.deepEqual(
      knownKeys(lock, [], none).map(({ key }) => key),
      [...['dependencies', 'digest', 'generated']],
    );
    assert.deepEqual(
      knownKeys(lock, ['dependencies', 0], none).map(({ key }) => key),
      [...['name', 'repository', 'version']],
    );
  });
});
