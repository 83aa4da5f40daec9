import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, root, support } from '../run/project.mjs';
import { packageExtension } from './build.mjs';

const screenshots = join(root, 'media', 'screenshots');

/**
 * Walks a chart through the window of VS Code and takes a picture of each step.
 *
 * @param {Record<string, string>} env paths of the peers
 */
export async function tour(env) {
  const { inSession } = support('workbench/session');
  const { publishFlow } = support('workbench/publishFlow');
  const { annotateFlow } = support('workbench/annotateFlow');
  const { reviewFlow } = support('workbench/reviewFlow');
  const { inReviewSession } = support('workbench/reviewSession');
  await mkdir(screenshots, { recursive: true });
  const options = {
    server: { node: env.CHARTROOM_TEST_NODE24, codeServer: env.CHARTROOM_TEST_CODE_SERVER },
    extension: { vsix: await packageExtension() },
    chromium: env.CHARTROOM_TEST_CHROMIUM,
    failures: join(cache, 'failures'),
  };
  let number = 0;
  const take = async (window, flow) => {
    for await (const step of flow) {
      number += 1;
      const picture = `${String(number).padStart(2, '0')}-${step.name}.png`;
      await window.screenshot(join(screenshots, picture));
      console.log(
        `${step.name.padEnd(9)} ${step.happened}\n${' '.repeat(10)}media/screenshots/${picture}`,
      );
    }
  };
  await inSession(options, ({ window, registry, exportFolder }) =>
    take(window, publishFlow(window, { registry: registry.host, exportFolder })),
  );
  await inSession(options, ({ window, registry, workspace }) =>
    take(window, annotateFlow(window, { registry: registry.host, workspace })),
  );
  await inReviewSession(options, (session, places) =>
    take(session.window, reviewFlow(session, places)),
  );
}
