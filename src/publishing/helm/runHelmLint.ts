import type { Abortable } from '../../base/abort';
import { parseHelmLint } from '../../chart/helmLint';
import type { TemplateMessage } from '../../chart/templateMessage';
import { runHelm } from './runHelm';

const outputLimit = 4 * 1024 * 1024;

/**
 * Runs `helm lint` on the folder of a chart.
 *
 * @param helm absolute path of the program
 * @throws ChartroomError `helm.not-run`, `helm.too-slow`
 */
export async function runHelmLint(
  helm: string,
  directory: string,
  { signal }: Abortable = {},
): Promise<TemplateMessage[]> {
  // It fails where it has something to say.
  const { stdout } = await runHelm(helm, ['lint', directory], { signal, outputLimit });
  return parseHelmLint(stdout);
}
