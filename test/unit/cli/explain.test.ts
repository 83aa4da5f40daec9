import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError, type Remedy } from '../../../src/base/error';
import { explain } from '../../../src/cli/explain';

function told(remedy?: Remedy, code = 'oci.denied'): string {
  const template = '{host} denied it';
  return explain(
    new ChartroomError({ code, template, facts: { host: 'a.example' }, ...(remedy && { remedy }) }),
    'push',
  );
}

describe('an error', () => {
  const rows: [string, string][] = [
    [told(), 'a.example denied it.'],
    [
      told({ kind: 'sign-in', host: 'a.example' }),
      'a.example denied it.\n  try: chartroom login a.example',
    ],
    [
      told({ kind: 'run-in-terminal', command: 'aws sso login --profile dev' }),
      'a.example denied it.\n  try: aws sso login --profile dev',
    ],
    [
      told({ kind: 'create-repository', registry: 'a', repository: 'b' }),
      'a.example denied it.\n  try: chartroom push … --create-repository',
    ],
    [
      told({ kind: 'show-text', title: 'Policy', language: 'json', text: '{}' }),
      'a.example denied it.\nPolicy:\n{}',
    ],
    [told({ kind: 'open-setting', setting: 'x' }), 'a.example denied it.'],
    [
      told(undefined, 'publish.tag-taken'),
      'a.example denied it.\n  try: chartroom push … --replace',
    ],
    [
      explain(new TypeError('x is not a function'), 'push'),
      'chartroom stopped at an error it does not know: x is not a function',
    ],
  ];
  for (const [text, expected] of rows) {
    it(`is one sentence and what helps: ${expected.split('\n').at(-1) ?? ''}`, () => {
      assert.equal(text, expected);
    });
  }
});
