import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { archiveFiles } from '../../../support/charts/archiveFiles';
import { noise } from '../../../support/charts/bytes';
import { minimalArchive } from '../../../support/charts/exampleCharts';
import {
  type RawEntry,
  tarArchive,
  tarEntry,
  tgzArchive,
  withPax,
} from '../../../support/charts/tarArchive';

const chart: RawEntry = { name: 'lobby/Chart.yaml', content: 'name: lobby\nversion: 0.1.0\n' };

describe('an archive is refused', () => {
  const cases: { when: string; archive: Uint8Array; code?: string; message: RegExp }[] = [
    { when: 'it has no files', archive: tgzArchive([]), message: /no files in chart archive/ },
    {
      when: 'it has only folders',
      archive: tgzArchive([{ name: 'lobby/', type: '5' }]),
      message: /no files in chart archive/,
    },
    {
      when: 'it is cut short',
      archive: minimalArchive('lobby').subarray(0, -9),
      message: /damaged: gzip: unexpected end of file/,
    },
    {
      when: 'its tar is cut short',
      archive: gzipSync(
        tarArchive([{ name: 'lobby/a', content: noise(3_000) }]).subarray(0, 2_000),
      ),
      message: /ends in the middle of an entry/,
    },
    {
      when: 'its tar is cut in a header',
      archive: gzipSync(tarArchive([chart]).subarray(0, 100)),
      message: /ends in the middle of an entry/,
    },
    {
      when: 'its checksum is wrong',
      archive: flipped(minimalArchive('lobby'), -6),
      message: /damaged: gzip: incorrect data check/,
    },
    {
      when: 'a tar header is damaged',
      archive: gzipSync(flipped(tarArchive([chart]), 3)),
      message: /checksum of a tar header is wrong/,
    },
    {
      when: 'other bytes follow the gzip data',
      archive: Buffer.concat([minimalArchive('lobby'), Buffer.from('and then some')]),
      message: /damaged: gzip: incorrect header check/,
    },
    {
      when: 'a lone zero block stands inside',
      archive: gzipSync(Buffer.concat([tarEntry(chart), Buffer.alloc(512), tarEntry(chart)])),
      message: /lone zero block/,
    },
    {
      when: 'an entry has two extended headers',
      archive: tgzArchive([
        ...withPax({ name: 'lobby/././@LongLink', type: 'L', content: 'a' }, 'x', 'path=lobby/b'),
        chart,
      ]),
      message: /two tar extended headers/,
    },
    {
      when: 'an extended header is enormous',
      archive: tgzArchive([{ name: 'x', type: 'x', content: new Uint8Array(1_048_577) }, chart]),
      message: /extended header has 1048577 bytes/,
    },
    {
      when: 'a file is over 5 MiB',
      archive: tgzArchive([{ name: 'lobby/a', content: new Uint8Array(5_242_881) }]),
      code: 'chart.file-too-large',
      message: /file "a" is larger than the maximum file size 5242880 bytes/,
    },
    {
      when: 'a file claims to be over 100 MiB',
      archive: tgzArchive([{ name: 'lobby/a', claimedSize: 104_857_601 }]),
      code: 'chart.too-large',
      message: /decompressed chart is larger than the maximum size 104857600 bytes/,
    },
    {
      when: 'the files use up the 100 MiB to the last byte',
      archive: tgzArchive(Array<RawEntry>(20).fill({ name: 'lobby/a', content: mebibytes(5) })),
      code: 'chart.too-large',
      message: /decompressed chart is larger/,
    },
    {
      when: 'headers alone inflate without end',
      archive: gzipSync(Buffer.concat(Array<Buffer>(41).fill(folderOfMebibytes(5)))),
      code: 'chart.too-large',
      message: /decompressed chart is larger/,
    },
  ];
  for (const { when, archive, code = 'chart.archive-invalid', message } of cases) {
    it(`when ${when}`, async () => {
      await assert.rejects(archiveFiles(archive), { code, message });
    });
  }

  const links = { 1: 'Link', 2: 'SymbolicLink', 3: 'CharacterDevice', 4: 'BlockDevice', 6: 'FIFO' };
  for (const [type, word] of Object.entries(links)) {
    it(`when it has an entry of type ${word}`, async () => {
      const link = { name: 'lobby/passwd', type, link: word.endsWith('Link') ? '/etc/passwd' : '' };
      await assert.rejects(archiveFiles(tgzArchive([link])), {
        code: 'chart.archive-invalid',
        message: `The chart archive is refused: "passwd" is not a regular file but of type ${word}`,
      });
    });
  }

  it('at 5 MiB and one byte, but not at 5 MiB', async () => {
    const [file] = await archiveFiles(tgzArchive([{ name: 'lobby/a', content: mebibytes(5) }]));
    assert.equal(file?.[1].length, 5_242_880);
  });

  const lookalikes = {
    'an empty file': '',
    'a YAML file': 'apiVersion: v2\nname: lobby\n',
    'a JSON file': '{"errors":[]}',
    'an HTML page': '<!DOCTYPE html><title>Sign in</title>',
    'a ZIP archive': 'PK\x03\x04rest',
    'a tar archive without compression': tarArchive([chart]),
    'binary data': Buffer.from([1, 2, 3, 0, 255]),
    'a text file': 'Not found',
  };
  for (const [kind, content] of Object.entries(lookalikes)) {
    it(`when it is really ${kind}, and says so`, async () => {
      await assert.rejects(archiveFiles(Buffer.from(content)), {
        code: 'chart.archive-invalid',
        message: `The chart archive does not appear to be a gzipped archive: it looks like ${kind}`,
      });
    });
  }
});

function mebibytes(count: number): Uint8Array {
  return new Uint8Array(count * 1_048_576);
}

/** A global header, which is never a file, with so much in it. */
function folderOfMebibytes(count: number): Buffer {
  return tarEntry({ name: 'pax_global_header', type: 'g', content: mebibytes(count) });
}

/** A copy with one bit changed; a negative place counts from the end. */
function flipped(bytes: Uint8Array, place: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = place < 0 ? bytes.length + place : place;
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
