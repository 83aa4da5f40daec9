import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolvedVersion } from '../../../../src/chart/editing/resolvedVersion';
import {
  writtenDependencies,
  writtenList,
  writtenTexts,
} from '../../../../src/chart/editing/writtenDependencies';

const text = `name: "web"
sources: [https://a, 'https://b']
dependencies:
  - name: cache # the one
    version: "^1.2"
    repository: oci://registry.example/charts
  - {name: db, version: 1.0.0}
  -
  - nonsense
  - name:
    version: 2
`;

describe('dependencies as they are written', () => {
  it('are told with where each text stands', () => {
    const found = writtenDependencies(text).map(({ index, fields }) => ({
      index,
      fields: [...fields].map(([key, at]) => [key, at.text, text.slice(at.start, at.end)]),
    }));
    assert.deepEqual(found, [
      {
        index: 0,
        fields: [
          ['name', 'cache', 'cache'],
          ['version', '^1.2', '"^1.2"'],
          ['repository', 'oci://registry.example/charts', 'oci://registry.example/charts'],
        ],
      },
      {
        index: 1,
        fields: [
          ['name', 'db', 'db'],
          ['version', '1.0.0', '1.0.0'],
        ],
      },
      { index: 4, fields: [['version', '2', '2']] },
    ]);
  });

  it('are none in what is no chart', () => {
    for (const other of ['', 'dependencies: x', '- a', 'dependencies:', '{{ nothing }}']) {
      assert.deepEqual(writtenDependencies(other), []);
    }
  });

  it('stand beside other texts', () => {
    assert.equal(writtenTexts(text).get('name')?.text, 'web');
    assert.deepEqual(
      writtenList(text, 'sources').map((at) => at.text),
      ['https://a', 'https://b'],
    );
  });
});

describe('the version a constraint comes to', () => {
  const lock = (name: string, version: string) =>
    writtenDependencies(`dependencies:\n- name: ${name}\n  version: ${version}\n`);
  const of = (constraint: string, locked = lock('other', '1.0.0'), published: string[] = []) => {
    const [dependency] = writtenDependencies(
      `dependencies:\n- name: cache\n  version: '${constraint}'\n`,
    );
    assert.ok(dependency);
    const found = resolvedVersion(dependency, locked, published);
    return found && `${found.version} by ${found.by}`;
  };
  const published = ['1.2.0', '1.10.0', '2.0.0', '1.11.0-rc.1', 'latest', 'v1.9.0'];
  const rows = [
    ['^1.2', lock('cache', '1.2.0'), published, '1.2.0 by lock'],
    ['^1.3', lock('cache', '1.2.0'), published, '1.10.0 by published'],
    ['^1.2', lock('other', '1.2.0'), published, '1.10.0 by published'],
    ['^1.2', lock('other', '1.2.0'), [], undefined],
    ['>=1.0.0-0', [], published, '2.0.0 by published'],
    ['>=3', [], published, undefined],
    ['1.2.0', lock('cache', '1.2.0'), published, undefined],
    ['1.2', lock('cache', '1.2.7'), published, '1.2.7 by lock'],
    ['1.2', [], ['1.2', '1.2.9'], undefined],
    ['not one', lock('cache', '1.2.0'), published, undefined],
    ['', lock('cache', '1.2.0'), published, undefined],
  ] as const;
  for (const [constraint, locked, known, wanted] of rows) {
    it(`of "${constraint}" is ${wanted ?? 'not told'}`, () => {
      assert.equal(of(constraint, locked as ReturnType<typeof lock>, [...known]), wanted);
    });
  }
});
