import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCode } from '../../../../src/base/error';
import { parseMirrorFile, readMirrorFile } from '../../../../src/publishing/mirror/readMirrorFile';

const target = 'oci://registry.example/mirror/';

/** Each mistake as `line:column reason`. */
function mistakesIn(...lines: readonly string[]): readonly string[] {
  return readMirrorFile(lines.join('\n')).mistakes.map(
    ({ position: { line, column }, reason }) => `${line}:${column} ${reason}`,
  );
}

describe('a mirror file', () => {
  it('says what comes from where, in which versions, and where it goes', () => {
    const mirror = parseMirrorFile(
      [
        `target: ${target}`,
        'onConflict: skip',
        'create: { mutability: immutable, scanOnPush: true }',
        'provenance: false',
        'sources:',
        '  - url: https://charts.example/stable',
        '    prefix: stable/',
        '    newest: 2',
        '    charts:',
        '      - lobby',
        '      - name: kitchen',
        '        versions: ">=7.1 <8"',
        '        prereleases: true',
        '      - name: cellar-*',
        '        target: oci://registry.example/cellars/',
        '        versions: [1.10, 1.2.0]',
        '  - url: oci://other.example/team/app',
        '',
      ].join('\n'),
      'chartroom.mirror.yaml',
    );
    assert.deepEqual(mirror, {
      onConflict: 'skip',
      create: { mutability: 'immutable', scanOnPush: true },
      attachments: true,
      provenance: false,
      sources: [
        {
          url: 'https://charts.example/stable',
          charts: [
            {
              name: 'lobby',
              versions: { newest: 2, prereleases: false },
              target,
              prefix: 'stable/',
            },
            {
              name: 'kitchen',
              versions: { constraint: '>=7.1 <8', prereleases: true },
              ...{ target, prefix: 'stable/' },
            },
            {
              name: 'cellar-*',
              versions: { listed: ['1.10', '1.2.0'], prereleases: false },
              ...{ target: 'oci://registry.example/cellars/', prefix: '' },
            },
          ],
        },
        {
          url: 'oci://other.example/team/app',
          charts: [{ name: 'app', versions: { prereleases: false }, target, prefix: '' }],
        },
      ],
    });
  });

  it('means all charts and releases where it says nothing of them', () => {
    const { mirror } = readMirrorFile(
      `target: ${target}\nsources: [{ url: "https://charts.example" }]`,
    );
    assert.deepEqual(mirror?.sources[0]?.charts, [
      { name: '**', versions: { prereleases: false }, target, prefix: '' },
    ]);
    assert.equal(mirror.onConflict, 'fail');
    assert.equal(mirror.create, false);
  });

  it('is told each mistake with its place', () => {
    assert.deepEqual(
      mistakesIn(
        'target: https://registry.example',
        'onconflict: skip',
        'create: maybe',
        'sources:',
        '  - url: ftp://charts.example',
        '  - charts: [lobby]',
        '  - url: https://me:secret@charts.example',
        '  - url: https://charts.example',
        '    target: oci://registry.example/one/',
        '    newest: 0',
        '    charts:',
        '      - { name: lobby, versions: "no version" }',
        '      - { name: "a[", versions: [x] }',
      ),
      [
        '1:1 "https://registry.example" is no place to publish to: it has to begin with oci://, as oci://registry.example/charts/',
        '2:1 "onconflict" is not known here: expected sources, target, onConflict, create, attachments or provenance',
        '3:1 "create" has to be true or false',
        '5:5 "ftp://charts.example/" is not the address of a chart repository: expected https://',
        '6:5 "url" is missing in item 2 of "sources"',
        '7:5 a login does not belong into a file: sign in to the repository instead',
        '10:5 "newest" has to be a whole number of at least 1',
        '12:24 "no version" is not a version constraint that Helm can read',
        '13:11 "a[" is not a pattern of names',
        '13:34 "x" is no version',
      ],
    );
  });

  it('cannot put two charts into one repository', () => {
    assert.deepEqual(
      mistakesIn(
        `target: ${target}`,
        'sources:',
        '  - { url: https://one.example, charts: [lobby] }',
        '  - { url: https://two.example, charts: [lobby] }',
        '  - { url: https://three.example, target: oci://registry.example/all }',
      ),
      [
        '4:5 "lobby" of https://one.example and "lobby" of https://two.example would both go to registry.example/mirror/lobby: give one of them a target or prefix of its own',
        '5:7 oci://registry.example/all is one repository, and "**" can be many charts: end it with "/"',
      ],
    );
  });

  it('is refused with the place of the first mistake, which can be opened', () => {
    assert.throws(
      () =>
        parseMirrorFile(
          `target: ${target}\nsources:\n  - url: nothing\n`,
          '/work/chartroom.mirror.yaml',
        ),
      (error) => {
        assert.ok(hasCode(error, 'mirror.file-invalid'));
        assert.deepEqual(error.remedy, {
          ...{ kind: 'open-file', path: '/work/chartroom.mirror.yaml' },
          ...{ line: 3, column: 5 },
        });
        return true;
      },
    );
    assert.deepEqual(mistakesIn('sources: [', ''), [
      '2:1 Flow sequence in block collection must be sufficiently indented and end with a ]',
    ]);
  });
});
