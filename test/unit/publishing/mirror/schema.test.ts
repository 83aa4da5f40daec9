import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Validator } from '@cfworker/json-schema';
import { parse } from 'yaml';
import type { Schema } from '../../../../src/chart/editing/schema';
import { formatMirrorFile } from '../../../../src/publishing/mirror/formatMirrorFile';
import { parseMirrorFile, readMirrorFile } from '../../../../src/publishing/mirror/readMirrorFile';

const text = readFileSync('media/schemas/mirror.schema.json', 'utf8');
const schema = JSON.parse(text) as Schema;

/** The keys that the parser says it expects in place of one that nobody knows. */
function expectedBy(file: string): readonly string[] {
  const reasons = readMirrorFile(file).mistakes.map(({ reason }) => reason);
  const listed = reasons.find((reason) => reason.startsWith('"unknown" is not known here'));
  return (listed?.replace(/.*expected /, '') ?? '').split(/, | or /);
}

function keysOf({ properties = {} }: Schema = {}): readonly string[] {
  return Object.keys(properties);
}

describe('the schema of mirror files and their parser', () => {
  it('know the same keys', () => {
    const { source, chart, creation } = schema.definitions ?? {};
    const places: readonly (readonly [Schema | undefined, string])[] = [
      [schema, 'unknown: 1'],
      [source, 'sources: [{ unknown: 1 }]'],
      [chart, 'sources: [{ url: "https://a.example", charts: [{ unknown: 1 }] }]'],
      [creation, 'sources: []\ncreate: { unknown: 1 }'],
    ];
    for (const [part, file] of places) {
      assert.deepEqual([...keysOf(part)].sort(), [...expectedBy(file)].sort());
    }
  });

  it('take the same file, which is also what Chartroom writes of it', () => {
    const file = [
      'target: oci://registry.example/mirror/',
      'onConflict: skip',
      'create:',
      '  mutability: immutable',
      'sources:',
      '  - url: https://charts.example',
      '    charts:',
      '      - lobby',
      '      - name: kitchen-*',
      '        prefix: upstream/',
      '        versions: ">=7.1 <8"',
      '        newest: 3',
      '  - url: oci://other.example/team/app',
      '    prereleases: true',
      '',
    ].join('\n');
    const validator = new Validator(JSON.parse(text) as object, '7');
    assert.deepEqual(validator.validate(parse(file)).errors, []);
    assert.equal(validator.validate({ sources: [{ urls: 'x' }] }).valid, false);
    const mirror = parseMirrorFile(file, 'chartroom.mirror.yaml');
    assert.deepEqual(parseMirrorFile(formatMirrorFile(mirror), 'chartroom.mirror.yaml'), mirror);
    assert.equal(formatMirrorFile(mirror).replaceAll('"', ''), file.replaceAll('"', ''));
  });
});
