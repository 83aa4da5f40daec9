import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openRepositoryIndex } from '../../../src/chart/repositoryIndex';
import { hasCode } from '../../../src/base/error';

const url = 'https://charts.example';

const helmLayout = `apiVersion: v1
entries:
  alpine:
  - annotations:
      note: |
        version: 9.9.9
        - urls: [x]
    apiVersion: v2
    appVersion: "1.10"
    created: "2026-01-02T03:04:05.678901234Z"
    dependencies:
    - name: common
      repository: https://charts.example
      version: 1.x.x
    deprecated: true
    description: Runs alpine, which is
      small
    digest: 0123abcd
    name: alpine
    urls:
    - alpine-0.1.0.tgz
    - https://mirror.example/alpine-0.1.0.tgz
    version: 0.1.0
  - name: alpine
    urls:
    - alpine-0.10.0.tgz
    version: 0.10.0
  - name: alpine
    urls: []
    version: not a version
  "nginx":
  - name: nginx
    urls:
    - nginx-1.0.0+build.tgz
    version: 1.0.0+build
generated: "2026-01-02T03:04:05Z"
`;

const alpine = [
  { version: '0.10.0', urls: ['alpine-0.10.0.tgz'] },
  {
    version: '0.1.0',
    urls: ['alpine-0.1.0.tgz', 'https://mirror.example/alpine-0.1.0.tgz'],
    appVersion: '1.10',
    description: 'Runs alpine, which is small',
    created: new Date('2026-01-02T03:04:05.678Z'),
    deprecated: true,
    digest: '0123abcd',
  },
];

function indented(text: string): string {
  return text.replace(
    /^( +)(- )?/gm,
    (_, spaces: string, dash = '') => `${spaces}${spaces}${dash && '-   '}`,
  );
}

describe('the index of a chart repository', () => {
  it('is read one chart at a time, newest version first', async () => {
    const index = await openRepositoryIndex(helmLayout, url);
    assert.deepEqual(index.names, ['alpine', 'nginx']);
    assert.deepEqual(await index.versionsOf('alpine'), alpine);
    assert.deepEqual(
      (await index.versionsOf('nginx')).map(({ version }) => version),
      ['1.0.0+build'],
    );
    assert.deepEqual(await index.versionsOf('other'), []);
  });

  const layouts: readonly (readonly [string, string])[] = [
    ['with Windows line ends', helmLayout.replaceAll('\n', '\r\n')],
    [
      'with a document mark and comments',
      `---\n# ours\n${helmLayout.replace('  alpine:', '  # first\n  alpine: # here')}`,
    ],
    ['with twice the indentation', indented(helmLayout)],
    ['without a line end', helmLayout.trimEnd()],
    ['with blank lines', helmLayout.replaceAll('\n  - name', '\n\n  - name')],
  ];
  for (const [name, text] of layouts) {
    it(`is read ${name}`, async () => {
      const index = await openRepositoryIndex(text, url);
      assert.deepEqual(index.names, ['alpine', 'nginx']);
      assert.deepEqual(await index.versionsOf('alpine'), alpine);
    });
  }

  it('is read as JSON and as a map in braces', async () => {
    const entries = { alpine: [{ version: '1.0.0', name: 'alpine', urls: ['a.tgz'] }, null] };
    const wanted = [{ version: '1.0.0', urls: ['a.tgz'] }];
    const json = JSON.stringify({ apiVersion: 'v1', entries });
    assert.deepEqual(await (await openRepositoryIndex(json, url)).versionsOf('alpine'), wanted);
    const flow = 'apiVersion: v1\nentries: {alpine: [{version: 1.0.0, urls: [a.tgz]}]}\n';
    assert.deepEqual(await (await openRepositoryIndex(flow, url)).versionsOf('alpine'), wanted);
  });

  it('reads thousands of versions of a chart, and lets others have the thread meanwhile', async () => {
    const item = (version: string): string => `  - name: alpine\n    version: ${version}\n`;
    const versions = Array.from({ length: 3000 }, (_, at) => `1.${at}.0`);
    const text = `apiVersion: v1\nentries:\n  alpine:\n${versions.map(item).join('')}`;
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const found = await (await openRepositoryIndex(text, url)).versionsOf('alpine');
    clearInterval(timer);
    assert.deepEqual(
      found.map(({ version }) => version),
      versions.toReversed(),
    );
    assert.ok(turns > 0);
  });

  it('follows an alias from one version to another that is far away', async () => {
    const items = Array.from({ length: 40 }, (_, at) => `  - version: 1.${at}.0\n`);
    const text = [
      ...['apiVersion: v1\nentries:\n  alpine:\n'],
      ...['  - version: 2.0.0\n    description: &words The same\n', ...items],
      '  - version: 3.0.0\n    description: *words\n',
    ].join('');
    const [newest] = await (await openRepositoryIndex(text, url)).versionsOf('alpine');
    assert.equal(newest?.description, 'The same');
  });

  it('does not read the part of a chart that nobody asks for', async () => {
    const broken = helmLayout.replace('    version: 1.0.0+build', '    version: "1.0.0');
    const index = await openRepositoryIndex(broken, url);
    assert.deepEqual(await index.versionsOf('alpine'), alpine);
    await assert.rejects(
      index.versionsOf('nginx'),
      (error) => hasCode(error, 'repository.index-invalid') && /line (3\d|4\d)/.test(error.message),
    );
  });

  it('is refused when it is empty or no index', async () => {
    for (const text of [
      '',
      ' \n',
      'entries: {}\n',
      '<html></html>',
      '- a\n',
      'apiVersion: v1\n  x: [',
    ]) {
      await assert.rejects(
        openRepositoryIndex(text, url),
        (error) => hasCode(error, 'repository.index-invalid'),
        JSON.stringify(text),
      );
    }
  });

  it('can be without any chart', async () => {
    for (const none of [' {}', '']) {
      const { names } = await openRepositoryIndex(`apiVersion: v1\nentries:${none}\n`, url);
      assert.deepEqual(names, []);
    }
  });
});
