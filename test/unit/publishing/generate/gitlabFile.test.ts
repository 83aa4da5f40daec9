import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addGitlabJob } from '../../../../src/publishing/generate/addGitlabJob';

const job = { name: 'publish-app', text: (stage: string) => `publish-app:\n  stage: ${stage}\n` };

function added(yaml: string): string {
  const { start, end, text } = addGitlabJob(yaml, job, '.gitlab-ci.yml');
  return yaml.slice(0, start) + text + yaml.slice(end);
}

describe('a job that is added to a .gitlab-ci.yml', () => {
  it('comes at the end, and all else stays', () => {
    const before = '# Ours\nbuild: # first\n  script: [make]\n\n# the end\n';
    assert.equal(added(before), `${before}\npublish-app:\n  stage: deploy\n`);
  });

  it('comes into a stage there is', () => {
    assert.match(added('stages: [test, release]\n'), /stage: release/);
    assert.match(added('stages: [test, deploy, after]\n'), /stage: deploy/);
    assert.match(added('include: other.yml\n'), /stage: deploy/);
  });

  it('has the line ends of the file, and begins a line of its own', () => {
    assert.equal(
      added('build:\r\n  script: make'),
      'build:\r\n  script: make\r\n\r\npublish-app:\r\n  stage: deploy\r\n',
    );
  });

  it('comes after the inputs of the pipeline', () => {
    const before = 'spec:\n  inputs:\n    x:\n---\nbuild:\n  script: make\n';
    assert.equal(added(before), `${before}\npublish-app:\n  stage: deploy\n`);
  });

  it('follows jobs that refer to others', () => {
    assert.match(added('a:\n  script:\n    - !reference [.b, script]\n'), /\npublish-app:/);
  });

  it('fills an empty file', () => {
    assert.equal(added(''), 'publish-app:\n  stage: deploy\n');
    assert.equal(added('# later\n'), '# later\n\npublish-app:\n  stage: deploy\n');
  });

  it('takes the place of no other', () => {
    assert.throws(() => added('publish-app:\n  script: x\n'), {
      code: 'generate.job-there',
      facts: { file: '.gitlab-ci.yml', job: 'publish-app' },
    });
  });

  for (const yaml of [
    'a: [',
    '{ build: { script: make } }\n',
    '- list\n',
    ' a: 1\n',
    'a: 1\n...\n',
  ]) {
    it(`does not come where it would be none: ${JSON.stringify(yaml)}`, () => {
      assert.throws(() => added(yaml), { code: 'generate.pipeline-unreadable' });
    });
  }
});
