import { writeFiles } from '../charts/writeFiles';
import { container, type FlowStep } from './publishFlow';
import type { WorkbenchPage } from './workbenchPage';

export interface AnnotateFlowOptions {
  /** `127.0.0.1:PORT` of a registry, which is connected as `Local registry`. */
  readonly registry: string;
  /** The folder that is open. */
  readonly workspace: string;
}

const chartYaml = [
  'apiVersion: v2',
  'name: storefront-api # not what the repository is named',
  'descripton: The API behind the storefront',
  'version: 1.10',
  'appVersion: "2.4.0"',
  'icon: https://charts.example/storefront.svg',
  'dependencies:',
  '  - name: cache',
  '    version: ^7.0 || oops',
  '    repository: registry.example/charts',
  '',
].join('\n');

/** A person opens a Chart.yaml with mistakes in it, sees them, and takes one away by its quick fix. */
export async function* annotateFlow(
  window: WorkbenchPage,
  { registry, workspace }: AnnotateFlowOptions,
): AsyncGenerator<FlowStep> {
  await writeFiles(workspace, {
    'charts/storefront-api/Chart.yaml': chartYaml,
    'charts/storefront-api/values.yaml': 'replicas: 2\n',
    'charts/storefront-api/templates/service.yaml': 'kind: Service\n',
    '.vscode/settings.json': JSON.stringify({
      'chartroom.publish.repository': {
        'charts/storefront-api': `oci://${registry}/helm-test`,
      },
    }),
  });
  await window.ready(container);
  await window.openFile('charts/storefront-api/Chart.yaml');
  await window.waitForStatus('Local registry: helm-test');
  await window.waitForLens(`Push to ${registry}/helm-test`);
  yield { name: 'annotated', happened: (await window.problems(4)).join(', ') };

  await window.quickFix(4, 10, 'Put it in quotes');
  await window.waitForText('version: "1.10"');
  yield { name: 'fixed', happened: await window.editorText() };
}
