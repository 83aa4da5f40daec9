import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatSize } from '../../../src/base/size';

describe('formatSize', () => {
  const rows: [number, string][] = [
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [2458, '2.4 KiB'],
    [104_857_600, '100.0 MiB'],
    [3 * 1024 ** 4, '3072.0 GiB'],
  ];
  for (const [bytes, text] of rows) {
    it(`writes ${bytes} as ${text}`, () => {
      assert.equal(formatSize(bytes), text);
    });
  }
});
