import type { Severity } from './finding';

interface Rule {
  /** Kebab-case and stable: a heading of docs/rules.md and a key of the setting. */
  readonly name: string;
  readonly severity: Severity;
  /** What it finds, as a short phrase. */
  readonly title: string;
}

const rules = [
  rule('too-large-to-check', 'info', 'A file too large to be checked while typing'),
  rule('yaml-invalid', 'error', 'YAML that Helm cannot read'),
  rule('key-duplicate', 'warning', 'A key that is given twice'),
  rule('key-unknown', 'warning', 'A key that Helm does not know'),
  rule('field-wrong-type', 'error', 'A value of the wrong kind'),
  rule('text-misread', 'warning', 'A text that YAML reads as a number or boolean'),

  rule('api-version-missing', 'error', 'No apiVersion'),
  rule('api-version-unknown', 'error', 'An apiVersion other than v1 and v2'),
  rule('api-version-v1', 'info', 'A chart of apiVersion v1'),
  rule('name-missing', 'error', 'No name'),
  rule('name-invalid', 'error', 'A name that Helm refuses'),
  rule('version-missing', 'error', 'No version'),
  rule('version-not-text', 'error', 'A version that YAML reads as a number'),
  rule('version-not-semver', 'error', 'A version that is none'),
  rule('version-not-strict-semver', 'warning', 'A version that Helm has to complete'),
  rule('version-zero', 'error', 'A version that comes before every other'),
  rule('app-version-not-text', 'error', 'An appVersion that YAML reads as a number'),
  rule('kube-version-invalid', 'error', 'A kubeVersion that is no constraint'),
  rule('type-unknown', 'error', 'A type other than application and library'),
  rule('type-needs-v2', 'error', 'A type in a chart of apiVersion v1'),
  rule('maintainer-empty', 'error', 'A maintainer without any field'),
  rule('maintainer-name-missing', 'error', 'A maintainer without a name'),
  rule('maintainer-email-invalid', 'error', 'A mail address that is none'),
  rule('maintainer-url-invalid', 'error', 'A URL of a maintainer that is none'),
  rule('source-url-invalid', 'error', 'A source that is no URL'),
  rule('icon-missing', 'info', 'No icon'),
  rule('icon-url-invalid', 'error', 'An icon that is no URL'),

  rule('name-not-repository', 'error', 'A name other than that of the repository'),
  rule('name-not-oci', 'warning', 'A name that no registry takes'),
  rule('tag-too-long', 'error', 'A version too long for a tag'),
  rule('version-has-build-metadata', 'info', 'A version with build metadata'),
  rule('version-v-prefix', 'info', 'A version that begins with v'),
  rule('version-published-different', 'warning', 'A version published with other content'),
  rule('version-published-same', 'info', 'A version that is published'),
  rule('version-older-than-published', 'warning', 'A version below the newest published'),
  rule('repository-missing', 'warning', 'A repository that has to be created first'),
  rule('content-changed', 'info', 'Content changed since the version was saved'),

  rule('dependencies-need-v2', 'error', 'Dependencies in a Chart.yaml of apiVersion v1'),
  rule('requirements-in-v2', 'warning', 'A requirements.yaml in a chart of apiVersion v2'),
  rule('dependency-empty', 'error', 'A dependency without any field'),
  rule('dependency-name-missing', 'error', 'A dependency without a name'),
  rule('dependency-alias-invalid', 'error', 'An alias that Helm refuses'),
  rule('dependency-duplicate', 'error', 'Two dependencies with one name or alias'),
  rule('dependency-version-missing', 'warning', 'A dependency without a version'),
  rule('repository-without-scheme', 'error', 'A repository without oci://'),
  rule('repository-unknown', 'error', 'A repository of a form that Helm does not know'),
  rule('repository-ends-in-name', 'warning', "A repository that ends in the chart's name"),
  rule('repository-has-tag', 'error', 'A repository with a tag or digest'),
  rule('constraint-invalid', 'error', 'A constraint that cannot be read'),
  rule('constraint-unsatisfied', 'error', 'A constraint that no published version fulfils'),
  rule('newer-inside-constraint', 'info', 'A newer version than the locked one'),
  rule('newer-outside-constraint', 'info', 'A newer version than the constraint allows'),
  rule('condition-not-in-values', 'info', 'A condition that values.yaml does not have'),
  rule('dependency-not-in-charts', 'warning', 'A dependency missing in charts/'),
  rule('dependency-not-declared', 'error', 'A chart in charts/ that is not declared'),
  rule('lock-out-of-step', 'warning', 'A lock of other dependencies'),
  rule('lock-version-gone', 'error', 'A locked version that is not published any more'),

  rule('values-missing', 'info', 'No values.yaml'),
  rule('values-not-map', 'error', 'Values that are no map'),
  rule('schema-invalid', 'error', 'A values.schema.json that cannot be used'),
  rule('schema-not-checked', 'info', 'A values.schema.json that is not checked in full'),
  rule('values-against-schema', 'error', 'Values that the schema refuses'),
  rule('templates-missing', 'info', 'No templates'),
  rule('crds-not-folder', 'error', 'A file where the folder crds should be'),
  rule('crd-api-version', 'error', 'A CRD of another API'),
  rule('crd-kind', 'error', 'An object in crds/ that is no CRD'),

  rule('ignore-double-star', 'error', 'Two stars in .helmignore'),
  rule('ignore-pattern-invalid', 'error', 'A pattern that cannot be read'),
  rule('ignore-negation', 'warning', 'A rule that ignores everything else'),
  rule('ignore-drops-chart', 'error', 'A rule that leaves out what a chart needs'),
  rule('ignore-matches-nothing', 'info', 'A rule that matches no file'),
] as const;

export type RuleName = (typeof rules)[number]['name'];

/** Every rule, in the order of docs/rules.md. */
export const ruleTable: readonly (Rule & { readonly name: RuleName })[] = rules;

function rule<N extends string>(
  name: N,
  severity: Severity,
  title: string,
): Rule & { readonly name: N } {
  return { name, severity, title };
}
