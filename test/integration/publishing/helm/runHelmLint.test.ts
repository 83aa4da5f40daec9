import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runHelmLint } from '../../../../src/publishing/helm/runHelmLint';
import { minimalChart } from '../../../support/charts/exampleCharts';
import { writeFiles } from '../../../support/charts/writeFiles';
import { peer, without } from '../../../support/peer';
import { problemOf } from '../../../support/problemOf';
import { inTemporaryFolder } from '../../../support/temporaryFolder';

describe('helm lint', { skip: without('helm') }, () => {
  const cases: readonly (readonly [template: string, line: number | undefined, words: RegExp])[] = [
    ['a: 1\nb: {{ .Values.a.b.c }}\n', 2, /nil pointer/],
    ['a: {{ if }\n', 1, /unexpected "}" in if/],
    ['a: {{ include "no.such" . }}\n', 1, /no template "no.such"/],
    ['a: 1\n b: [\n', undefined, /unable to parse YAML/],
    ['a: 1\nb: {{ nosuch }}\n', 2, /function "nosuch" not defined/],
  ];
  for (const [template, line, words] of cases) {
    it(`says where ${JSON.stringify(template)} is wrong`, () =>
      inTemporaryFolder(async (folder) => {
        const chart = join(folder, 'app');
        const files = { ...minimalChart('app', '1.0.0'), 'templates/a.yaml': template };
        const messages = await runHelmLint(peer('helm'), await writeFiles(chart, files));
        const [message] = messages.filter(({ severity }) => severity === 'error');
        assert.ok(message);
        assert.equal(message.file, 'templates/a.yaml');
        assert.equal(message.line, line);
        assert.match(message.text, words);
      }));
  }

  it('says nothing of the templates of a good chart', () =>
    inTemporaryFolder(async (folder) => {
      const chart = join(folder, 'app');
      const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';
      await writeFiles(chart, { ...minimalChart('app', '1.0.0'), 'templates/a.yaml': template });
      assert.deepEqual(await runHelmLint(peer('helm'), chart), []);
    }));
});

describe('a program that is no helm', () => {
  it('leads to its setting where it is not there', () =>
    inTemporaryFolder(async (folder) => {
      const problem = await problemOf(runHelmLint(join(folder, 'none'), folder));
      assert.equal(problem.code, 'helm.not-run');
      assert.deepEqual(problem.remedy, { kind: 'open-setting', setting: 'chartroom.helm.path' });
    }));

  it('is stopped when nobody waits for it', { skip: process.platform === 'win32' }, () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, 'helm');
      await writeFile(path, '#!/bin/sh\nexec sleep 60\n');
      await chmod(path, 0o755);
      const controller = new AbortController();
      const run = runHelmLint(path, folder, { signal: controller.signal });
      controller.abort();
      await assert.rejects(run, { name: 'AbortError' });
    }),
  );
});
