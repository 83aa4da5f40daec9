/**
 * A mirror of a chart repository in a process of its own. Arguments: the address of the repository, and the target.
 * Prints how much memory it had at the most, in bytes.
 */
import { tmpdir } from 'node:os';
import { planMirror } from '../../../src/publishing/mirror/planMirror';
import { runMirror } from '../../../src/publishing/mirror/runMirror';
import { mirrorOf } from './mirrorOf';
import { mirrorPlaces } from './mirrorPlaces';

/** What a process had at the most, in bytes. */
export interface PeakMemory {
  /** Objects and strings. */
  readonly heap: number;
  /** Buffers. */
  readonly external: number;
  readonly resident: number;
}

async function main([url = '', target = '']: readonly string[]): Promise<void> {
  const peak = { heap: 0, external: 0, resident: 0 };
  const mirror = mirrorOf(url, target);
  const places = mirrorPlaces();
  const plan = await planMirror(mirror, places);
  const results = await runMirror(plan.versions, mirror, places, {
    temporaryFolder: tmpdir(),
    onProgress: () => {
      const { heapUsed, external, rss } = process.memoryUsage();
      peak.heap = Math.max(peak.heap, heapUsed);
      peak.external = Math.max(peak.external, external);
      peak.resident = Math.max(peak.resident, rss);
    },
  });
  const failed = results.find(({ outcome }) => outcome === 'failed');
  if (failed?.outcome === 'failed') throw failed.error;
  process.stdout.write(JSON.stringify(peak));
}

void main(process.argv.slice(2));
