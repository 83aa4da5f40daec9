/**
 * Another process at work on a layout. Arguments: the folder, what to do, and a name.
 * `push`: pushes 20 artifacts as NAME:0 … NAME:19 and ends.
 * `stall`: begins to push a blob, prints `half` when half of it is written, and waits to be killed.
 */
import type { BlobContent } from '../../../src/oci/store';
import { openLayout } from '../../../src/oci/layout/layout';
import { artifact, blob, push } from './artifact';

async function pushMany(directory: string, name: string): Promise<void> {
  const layout = openLayout(directory);
  for (let number = 0; number < 20; number += 1) {
    const reference = `${name}:${number}`;
    await layout.write((writer) => push(writer, artifact('{}', reference, 'shared'), reference));
  }
}

async function stall(directory: string, content: string): Promise<void> {
  const { descriptor, bytes } = blob(content);
  async function* half(): BlobContent {
    yield bytes.subarray(0, bytes.length / 2);
    process.stdout.write('half\n');
    // Only a kill ends this: the timer keeps the process alive.
    await new Promise((resolve) => setTimeout(resolve, 2 ** 31 - 1));
  }
  await openLayout(directory).pushBlob(descriptor, () => Promise.resolve(half()));
}

const [directory = '', task, name = ''] = process.argv.slice(2);
void (task === 'push' ? pushMany(directory, name) : stall(directory, name));
