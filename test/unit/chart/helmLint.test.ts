import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseHelmLint } from '../../../src/chart/helmLint';
import { placeInLine } from '../../../src/chart/templateMessage';

describe('what helm lint prints', () => {
  it('is read for templates, and passed over for what is known already', () => {
    const output = [
      '==> Linting app',
      '[INFO] Chart.yaml: icon is recommended',
      '[WARNING] templates/a.yaml: extensions/v1beta1 Ingress is deprecated',
      '[ERROR] templates/: template: app/templates/a.yaml:4:18: executing "app/templates/a.yaml" at <.Values.a.b.c>: nil pointer evaluating interface {}.b',
      '[ERROR] values.yaml: unable to parse YAML',
      '[ERROR] templates/: cannot load values.yaml: error converting YAML to JSON',
      '[ERROR] : unable to load chart',
      '\tcannot load values.yaml',
      '',
      'Error: 1 chart(s) linted, 1 chart(s) failed',
    ].join('\n');
    assert.deepEqual(parseHelmLint(output), [
      {
        ...{ severity: 'warning', file: 'templates/a.yaml', expression: undefined },
        ...{ line: undefined, column: undefined },
        text: 'extensions/v1beta1 Ingress is deprecated',
      },
      {
        ...{ severity: 'error', file: 'templates/a.yaml', expression: '.Values.a.b.c' },
        ...{ line: 4, column: 18 },
        text: 'nil pointer evaluating interface {}.b',
      },
    ]);
  });

  it('can name the template of a dependency, and take several lines', () => {
    const [message] = parseHelmLint(
      '[ERROR] templates/: parse error at (app/charts/db/templates/b.txt:7): unexpected\n  "}"\n',
    );
    assert.equal(message?.file, 'charts/db/templates/b.txt');
    assert.equal(message.line, 7);
    assert.equal(message.text, 'unexpected\n  "}"');
  });

  it('has lines for each step in Helm 4', () => {
    const output = [
      '[INFO] Chart.yaml: icon is recommended',
      '[ERROR] templates/: app/templates/a.yaml:2:13',
      '  executing "app/templates/a.yaml" at <.Values.a.b.c>:',
      '    nil pointer evaluating interface {}.c',
      '',
      'Error: 1 chart(s) linted, 1 chart(s) failed',
    ].join('\n');
    assert.deepEqual(parseHelmLint(output), [
      {
        ...{ severity: 'error', file: 'templates/a.yaml', expression: '.Values.a.b.c' },
        ...{ line: 2, column: 13 },
        text: 'nil pointer evaluating interface {}.c',
      },
    ]);
  });

  it('can name no file', () => {
    const [message] = parseHelmLint('[ERROR] templates/: too deep\n');
    assert.equal(message?.file, undefined);
  });
});

describe('the place of a message in its line', () => {
  it('is the expression, from where Go counts', () => {
    const line = 'x: {{ .Values.a }} é {{ .Values.a }}';
    const second = line.lastIndexOf('.Values.a');
    const column = Buffer.byteLength(line.slice(0, second));
    const place = placeInLine(line, { column, expression: '.Values.a' });
    assert.deepEqual(place, { start: second, end: second + 9 });
  });

  it('is the line without its indentation where the expression is not in it', () => {
    const place = placeInLine('  name: x ', { column: undefined, expression: undefined });
    assert.deepEqual(place, { start: 2, end: 9 });
  });
});
