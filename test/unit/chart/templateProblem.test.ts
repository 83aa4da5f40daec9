import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTemplateProblem, type TemplateProblem } from '../../../src/chart/templateProblem';

describe('what helm template prints when it fails', () => {
  const debug = 'install.go:209: [debug] CHART PATH: /charts/app\n\n';
  const rows: readonly (readonly [
    words: string,
    kind: TemplateProblem['kind'],
    place: string | undefined,
  ])[] = [
    [
      'template: app/templates/a.yaml:4:18: executing "app/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b',
      'template',
      'templates/a.yaml:4:18',
    ],
    ['parse error at (app/templates/a.yaml:2): unclosed action', 'template', 'templates/a.yaml:2'],
    ['execution error at (app/templates/a.yaml:1:3): need x', 'template', 'templates/a.yaml:1:3'],
    [
      'YAML parse error on app/charts/db/templates/a.yaml: error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this context',
      'not-yaml',
      'charts/db/templates/a.yaml',
    ],
    ['could not find template templates/a.yaml in chart', 'nothing', undefined],
    [
      'An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: db',
      'dependencies',
      undefined,
    ],
    ['failed to parse v.yaml: error converting YAML to JSON', 'other', undefined],
  ];
  for (const [words, kind, place] of rows) {
    it(`is read from ${words}`, () => {
      const trace =
        'helm.go:84: [debug] the same again\nmain.main\n\thelm.sh/helm/v3/cmd/helm.go:83\n';
      const problem = parseTemplateProblem(`${debug}Error: ${words}\n${trace}`);
      assert.equal(problem.kind, kind);
      assert.equal(problem.text, words);
      const { file, line, column } = problem.message ?? {};
      const found = [file, line, column].filter((part) => part !== undefined).join(':');
      assert.equal(found, place ?? '');
    });
  }

  it('is the same of Helm 4, which has lines for each step', () => {
    const one = [
      'app/templates/a.yaml:2:6',
      '  executing "app/templates/a.yaml" at <include "app.top" .>:',
      '    error calling include:',
      'app/templates/_h.tpl:2:13',
      '  executing "app.top" at <.Values.a.b.c>:',
      '    nil pointer evaluating interface {}.c',
    ];
    const { kind, text, message } = parseTemplateProblem(`Error: ${one.join('\n')}\n\n`);
    assert.equal(kind, 'template');
    assert.equal(
      text,
      'template: app/templates/a.yaml:2:6: executing "app/templates/a.yaml" at <include "app.top" .>: error calling include: template: app/templates/_h.tpl:2:13: executing "app.top" at <.Values.a.b.c>: nil pointer evaluating interface {}.c',
    );
    assert.deepEqual(
      [message?.file, message?.line, message?.column, message?.expression],
      ['templates/a.yaml', 2, 6, 'include "app.top" .'],
    );
    const missing = [
      ...one.slice(0, 3),
      'template: no template "no.such" associated with template "gotpl"',
    ];
    assert.match(
      parseTemplateProblem(`Error: ${missing.join('\n')}\n`).text,
      />: error calling include: template: no template "no\.such" associated/,
    );
    const plain = parseTemplateProblem('Error: app/templates/a.yaml:3:1\n  exceeded depth\n');
    assert.equal(plain.text, 'template: app/templates/a.yaml:3:1: exceeded depth');
    assert.equal(plain.message?.line, 3);
  });

  it('can take several lines, and be no words of Helm at all', () => {
    const schema = "Error: values don't meet the schema:\napp:\n- (root): zz is required\n\n";
    assert.equal(
      parseTemplateProblem(schema).text,
      "values don't meet the schema:\napp:\n- (root): zz is required",
    );
    assert.equal(parseTemplateProblem('Segmentation fault\n').text, 'Segmentation fault');
    assert.equal(
      parseTemplateProblem('Error: a\n\nUse --debug flag to render out invalid YAML\n').text,
      'a',
    );
  });
});
