import { lastPartOf, locationOf, parentOf, versionAt, type ChartReference } from './chartReference';
import { releaseName } from './names';
import { yamlText } from './yamlText';

/** The cluster that Argo CD itself runs in. */
const ownCluster = 'https://kubernetes.default.svc';

/**
 * An `Application` of Argo CD. A version is a chart of a Helm repository, whose URL has no scheme; any other tag is an OCI
 * artifact, pinned by its digest, which Argo CD 3.1 can read (Argo CD, "Helm" and "OCI").
 */
export function argoApplication(
  reference: ChartReference,
  namespace: string | undefined,
  project = 'default',
): string {
  const chart = lastPartOf(reference);
  const version = versionAt(reference);
  const source =
    version === undefined
      ? {
          repoURL: `oci://${locationOf(reference)}`,
          path: '.',
          targetRevision: reference.digest ?? reference.tag,
        }
      : { repoURL: parentOf(reference), chart, targetRevision: version };
  return yamlText({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: releaseName(chart), namespace: 'argocd' },
    spec: {
      project,
      source,
      destination: { server: ownCluster, namespace: namespace ?? 'default' },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
    },
  });
}
