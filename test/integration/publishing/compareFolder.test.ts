import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Source } from '../../../src/oci/store';
import { compareCharts } from '../../../src/publishing/compare/compareCharts';
import type { Side } from '../../../src/publishing/compare/side';
import { createContentsReader } from '../../../src/publishing/contents/contentsReader';
import { saveChart } from '../../../src/publishing/save';
import { simpleChart } from '../../support/charts/exampleCharts';
import { setUpDesk } from '../../support/publishing/desk';

describe('a folder that is compared with a version', () => {
  it('may be worked on while the archive is on its way', async (t) => {
    const desk = await setUpDesk(t);
    const { digest } = await saveChart(await desk.chart('old', simpleChart), desk.saved);
    const directory = await desk.chart('new', simpleChart);
    const source: Source = {
      ...desk.saved,
      blob: async (descriptor, options) => {
        // Far more turns than listing the folder takes.
        for (let turn = 0; turn < 20_000; turn += 1) await setImmediate();
        await writeFile(join(directory, 'values.yaml'), 'replicas: 3\n');
        return desk.saved.blob(descriptor, options);
      },
    };
    const before: Side = { type: 'published', name: 'old', place: { source, digest } };
    const after: Side = { type: 'folder', name: 'new', directory };
    const { files } = await compareCharts(before, after, { reader: createContentsReader() });
    assert.deepEqual(
      files.map(({ path, lines }) => [path, lines]),
      [['values.yaml', { added: 1, removed: 3 }]],
    );
  });
});
