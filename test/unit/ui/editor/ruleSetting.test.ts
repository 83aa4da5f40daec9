import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { ruleTable } from '../../../../src/chart/rules/rules';

interface Manifest {
  readonly contributes: {
    readonly configuration: {
      readonly properties: {
        readonly 'chartroom.diagnostics.rules': { readonly properties: unknown };
      };
    };
  };
}

it('the setting of the rules has each rule with its severity and what it finds', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  const { properties } =
    manifest.contributes.configuration.properties['chartroom.diagnostics.rules'];
  assert.deepEqual(
    properties,
    Object.fromEntries(
      ruleTable.map(({ name, severity, title }) => [
        name,
        {
          enum: ['off', 'info', 'warning', 'error'],
          default: severity,
          description: `${title}.`,
        },
      ]),
    ),
  );
});
