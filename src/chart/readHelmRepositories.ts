import type { Abortable } from '../base/abort';
import { parseHelmRepositories, type HelmRepository } from './helmRepositories';
import { offeringToOpen } from './openFile';
import { readIfThere } from './readDefinition';
import { textOf } from './text';

/**
 * The chart repositories that Helm knows; none where there is no such file.
 *
 * @param path of Helm's repositories.yaml
 * @throws ChartroomError as `parseHelmRepositories`, with the offer to open the file
 */
export async function readHelmRepositories(
  path: string,
  options: Abortable = {},
): Promise<readonly HelmRepository[]> {
  const content = await readIfThere(path, options);
  if (!content) return [];
  const text = textOf(content);
  return offeringToOpen({ text, path }, () => parseHelmRepositories(text, path));
}
