import { formatSize } from '../../base/size';
import { shortDigest } from '../../oci/digest';
import { listSavedCharts } from '../../publishing/savedCharts';
import { defineCommand } from '../command';
import { table } from '../console/table';
import { savedOptions } from '../options';

export const list = defineCommand({
  arguments: [],
  description: [],
  options: savedOptions,
  examples: [
    { command: 'chartroom list', what: 'the saved charts' },
    {
      command: "chartroom list -o json | jq -r '.result.charts[].reference'",
      what: 'their references, one a line',
    },
  ],
  async run({ session }) {
    const saved = await session.saved();
    const charts = await listSavedCharts(saved, new Map(), session);
    const rows = charts.map(({ reference, digest, size, saved: time, metadata, problem }) => ({
      ...{ reference, digest, size },
      ...(metadata && { name: metadata.name, version: metadata.version }),
      ...(time && { saved: time.toISOString() }),
      ...(problem && { problem: problem.message }),
    }));
    return {
      result: { folder: saved.location, charts: rows },
      text: table(
        ['REFERENCE', 'NAME', 'VERSION', 'DIGEST', 'SIZE', 'SAVED'],
        rows.map(({ reference, name, version, digest, size, saved: time }) => [
          ...[reference, name, version, shortDigest(digest), formatSize(size), time?.slice(0, 19)],
        ]),
      ),
    };
  },
});
