import { lastPartOf, neededVersion, parentOf, type ChartReference } from './chartReference';
import { hclBlock } from './hcl';
import { releaseName, terraformName } from './names';

/**
 * A `helm_release` of Terraform's provider for Helm.
 * @throws ChartroomError `generate.no-version`
 */
export function terraformRelease(reference: ChartReference, namespace: string | undefined): string {
  const chart = lastPartOf(reference);
  return hclBlock(
    'resource',
    ['helm_release', terraformName(chart)],
    [
      { argument: 'name', value: releaseName(chart) },
      { argument: 'repository', value: `oci://${parentOf(reference)}` },
      { argument: 'chart', value: chart },
      { argument: 'version', value: neededVersion(reference, 'Terraform') },
      ...(namespace === undefined
        ? []
        : [
            { argument: 'namespace', value: namespace },
            { argument: 'create_namespace', value: true },
          ]),
    ],
  );
}
