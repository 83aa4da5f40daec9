import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { proxySetting } from '../../../src/cli/network/openFetch';
import { cacheFolder, savedFolder } from '../../../src/cli/savedFolder';
import type { Surroundings } from '../../../src/cli/surroundings';

function surroundings(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string>> = {},
): Surroundings {
  const sink = { write: () => undefined };
  return {
    ...{ environment, platform, home: platform === 'win32' ? 'C:\\Users\\ann' : '/home/ann' },
    ...{ directory: '/work', temporary: '/tmp', stdout: sink, stderr: sink, version: '0.0.0' },
    stdin: Readable.from([]),
    clock: () => 0,
    ask: () => Promise.resolve(''),
  };
}

describe('saved charts and indexes', () => {
  const rows: [NodeJS.Platform, Record<string, string>, string, string][] = [
    [
      'linux',
      {},
      '/home/ann/.local/share/chartroom/saved',
      '/home/ann/.cache/chartroom/chart-repositories',
    ],
    [
      'linux',
      { XDG_DATA_HOME: '/data', XDG_CACHE_HOME: '/cache' },
      '/data/chartroom/saved',
      '/cache/chartroom/chart-repositories',
    ],
    [
      'darwin',
      {},
      '/home/ann/Library/Application Support/chartroom/saved',
      '/home/ann/Library/Caches/chartroom/chart-repositories',
    ],
    [
      'win32',
      { LocalAppData: 'D:\\Local' },
      'D:\\Local\\chartroom\\saved',
      'D:\\Local\\chartroom\\chart-repositories',
    ],
    [
      'linux',
      { CHARTROOM_SAVED: 'charts' },
      '/work/charts',
      '/home/ann/.cache/chartroom/chart-repositories',
    ],
  ];
  for (const [platform, environment, saved, cache] of rows) {
    it(`are in ${saved} on ${platform}`, () => {
      const around = surroundings(platform, environment);
      assert.deepEqual([savedFolder(around), cacheFolder(around)], [saved, cache]);
    });
  }
});

describe('the proxies of the environment', () => {
  const own = 'localhost,127.0.0.1,[::1]';
  const rows: [Record<string, string>, ReturnType<typeof proxySetting>][] = [
    [{}, { httpProxy: undefined, httpsProxy: undefined, noProxy: `,${own}` }],
    [
      { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:1', NO_PROXY: '.example' },
      { httpProxy: undefined, httpsProxy: 'http://lower:1', noProxy: `.example,${own}` },
    ],
    [
      { ALL_PROXY: 'proxy.example:3128' },
      {
        httpProxy: 'http://proxy.example:3128',
        httpsProxy: 'http://proxy.example:3128',
        noProxy: `,${own}`,
      },
    ],
    [
      { HTTP_PROXY: 'http://p:1', NO_PROXY: '*' },
      { httpProxy: 'http://p:1', httpsProxy: undefined, noProxy: '*' },
    ],
  ];
  for (const [environment, setting] of rows) {
    it(`are read as curl reads them: ${Object.keys(environment).join(', ') || 'none'}`, () => {
      assert.deepEqual(proxySetting(surroundings('linux', environment)), setting);
    });
  }
});
