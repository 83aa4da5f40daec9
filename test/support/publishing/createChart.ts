import { join } from 'node:path';
import type { Helm } from '../helm';

/** The chart that `helm create` makes, in a folder below `parent`. */
export async function createChart(helm: Helm, parent: string, name: string): Promise<string> {
  const directory = join(parent, name);
  await helm('create', directory);
  return directory;
}
