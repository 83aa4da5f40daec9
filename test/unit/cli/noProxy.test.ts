import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readNoProxy } from '../../../src/cli/network/noProxy';

const rows: [noProxy: string, url: string, isDirect: boolean][] = [
  ['', 'https://registry.example', false],
  ['*', 'https://registry.example', true],
  ['registry.example', 'https://registry.example', true],
  ['Registry.Example', 'https://registry.example:5000', true],
  ['example', 'https://registry.example', true],
  ['.example', 'https://registry.example', true],
  ['*.example', 'https://registry.example', true],
  ['gistry.example', 'https://registry.example', false],
  ['other.example, registry.example', 'https://registry.example', true],
  ['other.example registry.example', 'https://registry.example', true],
  ['registry.example:443', 'https://registry.example', true],
  ['registry.example:80', 'http://registry.example', true],
  ['registry.example:5000', 'https://registry.example', false],
  ['10.1.2.3', 'http://10.1.2.3:5000', true],
  ['10.0.0.0/8', 'http://10.1.2.3:5000', true],
  ['10.0.0.0/8:5000', 'http://10.1.2.3:5000', true],
  ['10.0.0.0/16', 'http://10.1.2.3:5000', false],
  ['10.0.0.0/8', 'https://registry.example', false],
  ['10.0.0.0/80', 'http://10.1.2.3', false],
  ['[fd00::1]', 'http://[fd00::1]:5000', true],
  ['[fd00::1]:80', 'http://[fd00::1]:5000', false],
  ['fd00::/8', 'http://[fd00::1]:5000', true],
];

describe('NO_PROXY', () => {
  for (const [noProxy, url, isDirect] of rows) {
    it(`"${noProxy}" ${isDirect ? 'excepts' : 'does not except'} ${url}`, () => {
      assert.equal(readNoProxy(noProxy)(new URL(url)), isDirect);
    });
  }
});
