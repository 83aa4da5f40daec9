import { ChartroomError } from '../../base/error';

/** pkg/chartutil/validate_name.go: 53, because Kubernetes takes 63 and charts append to it. */
const releaseNameLimit = 53;
const releaseName = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** RFC 1123, "label". */
const namespaceLimit = 63;
const label = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

/** @throws ChartroomError `helm.release-name-invalid` */
export function checkReleaseName(name: string): void {
  if (name.length <= releaseNameLimit && releaseName.test(name)) return;
  throw new ChartroomError({
    code: 'helm.release-name-invalid',
    template:
      '"{name}" cannot name a release: Helm takes small letters, digits, dots and dashes, {limit} at most, with a letter or digit at both ends',
    facts: { name, limit: releaseNameLimit },
  });
}

/** What a release of a chart is called as long as nobody says otherwise; empty where the chart's name will not do. */
export function releaseNameFor(chart: string): string {
  const name = chart.toLowerCase();
  return name.length <= releaseNameLimit && releaseName.test(name) ? name : '';
}

/** @throws ChartroomError `helm.namespace-invalid` */
export function checkNamespace(name: string): void {
  if (name.length <= namespaceLimit && label.test(name)) return;
  throw new ChartroomError({
    code: 'helm.namespace-invalid',
    template:
      '"{name}" cannot name a namespace: Kubernetes takes small letters, digits and dashes, {limit} at most, with a letter or digit at both ends',
    facts: { name, limit: namespaceLimit },
  });
}
