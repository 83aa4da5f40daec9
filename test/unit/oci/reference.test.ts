import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import {
  checkRepositoryName,
  checkTag,
  formatReference,
  isRepositoryName,
  isTag,
  parseReference,
} from '../../../src/oci/reference';

const digest = `sha256:${'0a'.repeat(32)}`;

function failure(action: () => unknown): ChartroomError {
  try {
    action();
  } catch (error) {
    assert(error instanceof ChartroomError);
    return error;
  }
  assert.fail('nothing was thrown');
}

function complaint(text: string): string {
  const error = failure(() => parseReference(text));
  assert.equal(error.code, 'oci.reference-invalid');
  return error.message;
}

describe('parseReference', () => {
  const accepted: readonly (readonly [string, object])[] = [
    ['r.example/app', { registry: 'r.example', repository: 'app' }],
    ['oci://r.example/a/b:1.0.0', { registry: 'r.example', repository: 'a/b', tag: '1.0.0' }],
    ['r.example:5000/app', { registry: 'r.example:5000', repository: 'app' }],
    ['localhost/app:1', { registry: 'localhost', repository: 'app', tag: '1' }],
    ['localhost:5000/app:5000', { registry: 'localhost:5000', repository: 'app', tag: '5000' }],
    ['[::1]:5000/app:1', { registry: '[::1]:5000', repository: 'app', tag: '1' }],
    ['[::1]/app', { registry: '[::1]', repository: 'app' }],
    ['127.0.0.1:80/app', { registry: '127.0.0.1:80', repository: 'app' }],
    ['charts/app', { registry: 'charts', repository: 'app' }],
    [`r.example/app@${digest}`, { registry: 'r.example', repository: 'app', digest }],
    [`r.example/app:1@${digest}`, { registry: 'r.example', repository: 'app', tag: '1', digest }],
    [
      'r.example/a__b/c-.d:1'.replace('-.', '--'),
      { registry: 'r.example', repository: 'a__b/c--d', tag: '1' },
    ],
  ];
  for (const [text, expected] of accepted) {
    it(`reads ${text}`, () => {
      assert.deepEqual(parseReference(text), expected);
    });
  }

  it('turns + in a tag into _, as Helm does', () => {
    assert.equal(parseReference('r.example/app:1.0.0+build.1+x').tag, '1.0.0_build.1_x');
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /^The reference is empty$/],
    ['oci://', /^The reference is empty$/],
    ['https://r.example/app', /^"https:\/\/" does not name an OCI artifact/],
    ['oci://https://r.example/app', /^"https:\/\/" does not name/],
    ['app', /^"app" names no registry/],
    ['app:1.0.0', /^"app:1.0.0" names a registry but no repository/],
    ['/app', /^"\/app" names no registry/],
    ['r.example', /^"r.example" names a registry but no repository/],
    ['r.example/', /^"r.example" names a registry but no repository/],
    ['localhost:5000', /^"localhost:5000" names a registry but no repository/],
    ['r.example/:1', /^"r.example" names a registry but no repository/],
    ['r.example/app:', /^The tag is empty$/],
    ['r.example/a//b', /empty part/],
    ['r.example/app/', /empty part/],
    ['r.example/a..b', /^"a\.\.b" in repository "a\.\.b" must start and end/],
    ['r.example/-app', /must start and end/],
    ['r.example/my app', /contains " "/],
    ['r.example/app:1:2', /contains ":"/],
    ['r.example/app:1é', /^Tag "1é" contains "é"/],
    ['r.example/app:.1', /^Tag "\.1" must start with/],
    ['r.example/app@sha256:12', /^"sha256:12" after "@" is not a digest/],
    ['r.example/app@', /^"" after "@" is not a digest/],
    ['r.example:http/app', /^"http" is not a port/],
    ['r.example:70000/app', /^"70000" is not a port/],
    ['r..example/app', /^"r..example" is not a registry host/],
    ['[::x]/app', /is not a registry host/],
    ['::1/app', /is not a/],
  ];
  for (const [text, sentence] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.match(complaint(text), sentence);
    });
  }

  it('says which part of the repository has capitals and how it would be allowed', () => {
    const error = failure(() => parseReference('R.example/charts/MyChart:1'));
    assert.equal(error.facts['segment'], 'MyChart');
    assert.equal(error.facts['suggestion'], 'charts/mychart');
    assert.match(error.message, /lower case only/);
  });

  it('says how long a tag is that is too long', () => {
    assert.match(complaint(`r.example/app:${'1'.repeat(129)}`), /129 characters long.*128/);
    assert.equal(parseReference(`r.example/app:${'1'.repeat(128)}`).tag?.length, 128);
  });

  it('never repeats a password', () => {
    const sentence = complaint('me:secret@r.example/app');
    assert.match(sentence, /user name or password/);
    assert.doesNotMatch(sentence, /secret/);
  });

  it('takes time in proportion to the length of hostile text', () => {
    assert.throws(() => parseReference(`r.example/${'a-'.repeat(500_000)}`));
    assert.throws(() => parseReference(`${'a-'.repeat(500_000)}!/app`));
  });
});

describe('formatReference', () => {
  for (const text of [
    'r.example/app',
    '[::1]:5000/a/b:1',
    `r.example/app@${digest}`,
    `r.example/app:1@${digest}`,
  ]) {
    it(`gives back ${text}`, () => {
      assert.equal(formatReference(parseReference(`oci://${text}`)), text);
    });
  }
});

describe('checks while typing', () => {
  it('accept what registries accept', () => {
    assert(isRepositoryName('charts/my-chart'));
    assert(isTag('1.0.0_build'));
    checkRepositoryName('charts/my-chart');
    checkTag('1.0.0_build');
  });

  it('name the fault with a code of their own', () => {
    assert(!isRepositoryName('Charts'));
    assert(!isTag('1.0.0+build'));
    const repository = failure(() => {
      checkRepositoryName('Charts');
    });
    assert.equal(repository.code, 'oci.repository-invalid');
    assert.equal(repository.facts['suggestion'], 'charts');
    const tag = failure(() => {
      checkTag('1.0.0+build');
    });
    assert.equal(tag.code, 'oci.tag-invalid');
    assert.equal(tag.facts['character'], '+');
  });
});
