import { helmChartLayer } from '../helmMediaType';
import { lastPartOf, locationOf, type ChartReference } from './chartReference';
import { hostKind } from './hostKind';
import { releaseName } from './names';
import { yamlText } from './yamlText';

/** What a release of Flux follows. */
export type FluxRef =
  | { readonly tag: string }
  | { readonly digest: string }
  /** A constraint, as in Chart.yaml. */
  | { readonly semver: string };

/** An `OCIRepository` and the `HelmRelease` that installs from it (Flux 2.6 or later). */
export function fluxRelease(
  reference: ChartReference,
  ref: FluxRef,
  namespace: string | undefined,
): string {
  const name = releaseName(lastPartOf(reference));
  const metadata = { name, namespace: namespace ?? 'default' };
  const { kind } = hostKind(reference.registry);
  const repository = yamlText({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata,
    spec: {
      interval: '10m',
      url: `oci://${locationOf(reference)}`,
      ref,
      // A chart can have its provenance beside it, so the layer is named.
      layerSelector: { mediaType: helmChartLayer, operation: 'copy' },
      provider: providers[kind] ?? 'generic',
      ...(reference.plainHttp && { insecure: true }),
    },
  });
  const release = yamlText({
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata,
    spec: {
      interval: '10m',
      releaseName: name,
      chartRef: { kind: 'OCIRepository', name },
    },
  });
  return `${repository}---\n${release}`;
}

/** Who gives the controller its login; ECR Public is read without one. */
const providers: Readonly<Record<string, string>> = { ecr: 'aws', acr: 'azure' };
