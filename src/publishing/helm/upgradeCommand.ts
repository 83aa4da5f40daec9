import type { Digest } from '../../oci/digest';
import { valuesFlags } from './valuesFlag';

/** What is installed: a folder, or a version in a registry. */
export type InstalledChart =
  | { readonly kind: 'folder'; readonly directory: string }
  | {
      readonly kind: 'version';
      /** `host/repository` */
      readonly repository: string;
      readonly version: string;
    }
  /** No tag is its version. Helm takes a digest from 3.18 on. */
  | { readonly kind: 'digest'; readonly repository: string; readonly digest: Digest };

export interface Upgrade {
  readonly release: string;
  readonly chart: InstalledChart;
  readonly namespace: string;
  /** Of the kubeconfig. */
  readonly context: string;
  readonly valuesFiles: readonly string[];
  /** What has Helm speak http to the registry, where it has to (`plainHttp.ts`). */
  readonly httpFlags: readonly string[];
}

/**
 * The words of `helm upgrade --install`, which installs what is not there and upgrades what is. The context is always named:
 * what is current may be another one by the time the line runs.
 *
 * @param helm the program
 */
export function upgradeWords(helm: string, upgrade: Upgrade): string[] {
  const { release, chart, namespace, context, valuesFiles, httpFlags } = upgrade;
  return [
    ...[helm, 'upgrade', '--install', release],
    ...chartWords(chart),
    ...httpFlags,
    ...['--namespace', namespace, '--create-namespace'],
    ...valuesFlags(valuesFiles),
    ...['--kube-context', context],
  ];
}

function chartWords(chart: InstalledChart): string[] {
  switch (chart.kind) {
    case 'folder':
      return [chart.directory];
    case 'version':
      return [`oci://${chart.repository}`, '--version', chart.version];
    case 'digest':
      return [`oci://${chart.repository}@${chart.digest}`];
  }
}
