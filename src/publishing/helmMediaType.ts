/** Media types of a Helm chart as an OCI artifact (helm `pkg/registry/constants.go`). */
export const helmConfig = 'application/vnd.cncf.helm.config.v1+json';
export const helmChartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
export const helmProvenanceLayer = 'application/vnd.cncf.helm.chart.provenance.v1.prov';

/** What Helm 3.0 to 3.6 pushed; Helm still pulls it, and so do we. */
export const legacyHelmChartLayer = 'application/tar+gzip';

export function isChartLayer(mediaType: string): boolean {
  return mediaType === helmChartLayer || mediaType === legacyHelmChartLayer;
}
