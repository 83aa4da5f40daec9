import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { parseMetadata } from '../../../src/chart/metadata';
import { replaceVersion } from '../../../src/chart/replaceVersion';

function edited(yaml: string, version: string): string {
  const { start, end, text } = replaceVersion(yaml, version);
  return yaml.slice(0, start) + text + yaml.slice(end);
}

describe('a new version in a Chart.yaml', () => {
  const rows: readonly (readonly [what: string, before: string, after: string])[] = [
    ['keeps a comment behind it', 'version: 1.0.0 # old\n', 'version: 1.0.1 # old\n'],
    [
      'keeps comments and spaces around it',
      '# a\nname:   x\n# b\nversion:    1.0.0   \n\n# c\n',
      '# a\nname:   x\n# b\nversion:    1.0.1   \n\n# c\n',
    ],
    ['keeps double quotes', 'version: "1.0.0" # v\n', 'version: "1.0.1" # v\n'],
    ['keeps single quotes', "version: '1.0.0'\n", "version: '1.0.1'\n"],
    [
      'keeps line ends of Windows',
      'name: x\r\nversion: 1.0.0\r\ntype: application\r\n',
      'name: x\r\nversion: 1.0.1\r\ntype: application\r\n',
    ],
    ['keeps a byte order mark', '\uFEFFversion: 1.0.0\n', '\uFEFFversion: 1.0.1\n'],
    ['keeps an end without a line end', 'name: x\nversion: 1.0.0', 'name: x\nversion: 1.0.1'],
    ['keeps an anchor', 'version: &v 1.0.0\nx: *v\n', 'version: &v 1.0.1\nx: *v\n'],
    ['keeps a tag', 'version: !!str 1.0.0\n', 'version: !!str 1.0.1\n'],
    [
      'takes the place of an alias and leaves what it stands for',
      'appVersion: &v 1.0.0\nversion: *v\n',
      'appVersion: &v 1.0.0\nversion: 1.0.1\n',
    ],
    [
      'leaves the versions of dependencies alone',
      'dependencies:\n  - name: a\n    version: 1.0.0\nversion: 1.0.0\n',
      'dependencies:\n  - name: a\n    version: 1.0.0\nversion: 1.0.1\n',
    ],
    ['goes into a flow', '{name: x, version: 1.0.0}\n', '{name: x, version: 1.0.1}\n'],
    ['takes the place of a block', 'version: |-\n  1.0.0\nname: x\n', 'version: 1.0.1\nname: x\n'],
    [
      'goes where Helm reads it from',
      'Version: 0.1.0\nversion: 1.0.0\nversion: 1.0.0\n',
      'Version: 0.1.0\nversion: 1.0.0\nversion: 1.0.1\n',
    ],
    ['is found in any case', 'Version: 1.0.0\n', 'Version: 1.0.1\n'],
  ];
  for (const [what, before, after] of rows) {
    it(what, () => {
      assert.equal(edited(before, '1.0.1'), after);
      assert.equal(parseMetadata(after).version, '1.0.1');
    });
  }

  it('is quoted where it would be read as a number', () => {
    assert.equal(edited('version: 1.0.0\n', '1.10'), 'version: "1.10"\n');
    assert.equal(parseMetadata(edited('version: 1.0.0\n', '1.10')).version, '1.10');
  });

  for (const yaml of ['', 'name: x\n', '- version\n', 'version:\n']) {
    it(`is refused for ${JSON.stringify(yaml)}, which has none`, () => {
      assert.throws(
        () => replaceVersion(yaml, '1.0.1'),
        (error) => error instanceof ChartroomError && error.code === 'chart.metadata-invalid',
      );
    });
  }
});
