import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChallenges } from '../../../../src/oci/distribution/challenge';

function parse(header: string): unknown {
  return parseChallenges(header).map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ]);
}

test('reads a token challenge, whose scope holds commas', () => {
  assert.deepEqual(
    parse(
      'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:charts/app:pull,push"',
    ),
    [
      [
        'bearer',
        {
          realm: 'https://auth.example/token',
          service: 'registry.example',
          scope: 'repository:charts/app:pull,push',
        },
      ],
    ],
  );
});

test('compares schemes and parameter names without regard to case', () => {
  assert.deepEqual(parse('BASIC Realm="Files"'), [['basic', { realm: 'Files' }]]);
});

test('reads several challenges of one header', () => {
  assert.deepEqual(parse('Negotiate YWJj==, Basic realm="a, b" , Bearer realm=c,error=expired'), [
    ['negotiate', {}],
    ['basic', { realm: 'a, b' }],
    ['bearer', { realm: 'c', error: 'expired' }],
  ]);
});

test('reads a scheme without parameters before another', () => {
  assert.deepEqual(parse('Negotiate, Basic realm="x"'), [
    ['negotiate', {}],
    ['basic', { realm: 'x' }],
  ]);
});

test('takes escaped quotes and space around the equals sign', () => {
  assert.deepEqual(parse('Basic realm = "say \\"hello\\""'), [['basic', { realm: 'say "hello"' }]]);
});

test('keeps what came before something that is no challenge', () => {
  assert.deepEqual(parse('Basic realm="x", @@@'), [['basic', { realm: 'x' }]]);
  assert.deepEqual(parse('Bearer realm="never closed'), [['bearer', {}]]);
  assert.deepEqual(parse(''), []);
});

test('takes a long hostile header in no time', () => {
  const header = `Bearer realm="${'\\"'.repeat(50_000)}`;
  const start = performance.now();
  parseChallenges(header);
  assert.ok(performance.now() - start < 1000);
});
