import type { RuleName } from '../../../src/chart/rules/rules';

interface LintMessage {
  readonly pattern: RegExp;
  /** One of these says the same. */
  readonly rules: readonly RuleName[];
  /** The rules say it of no chart that Helm does not say it of. */
  readonly isExact?: boolean;
}

function chartYaml(text: string, ...rules: readonly RuleName[]): LintMessage {
  return { pattern: new RegExp(String.raw`^\[\w+\] Chart\.yaml: ${text}`), rules, isExact: true };
}

/** The messages of `helm lint` 3.10 for Chart.yaml, values and dependencies (pkg/lint/rules). */
export const lintMessages: readonly LintMessage[] = [
  { ...chartYaml('unable to parse YAML', 'yaml-invalid', 'field-wrong-type'), isExact: false },
  chartYaml('name is required', 'name-missing'),
  // Later versions of Helm say it too of a path.
  { ...chartYaml('chart name ".*" is invalid', 'name-invalid'), isExact: false },
  chartYaml('apiVersion is required', 'api-version-missing'),
  chartYaml("apiVersion '.*' is not valid", 'api-version-unknown'),
  {
    ...chartYaml('version should be of type string', 'version-not-text', 'version-missing'),
    isExact: false,
  },
  chartYaml('appVersion should be of type string', 'app-version-not-text'),
  chartYaml('version is required', 'version-missing'),
  chartYaml("version '.*' is not a valid SemVer", 'version-not-semver'),
  chartYaml("version .* (?:doesn't satisfy|is|does not).*", 'version-zero'),
  chartYaml('each maintainer requires a name', 'maintainer-name-missing'),
  chartYaml('invalid email', 'maintainer-email-invalid'),
  chartYaml("invalid url '", 'maintainer-url-invalid'),
  chartYaml("invalid source URL '", 'source-url-invalid'),
  chartYaml('icon is recommended', 'icon-missing'),
  chartYaml("invalid icon URL '", 'icon-url-invalid'),
  chartYaml('chart type is not valid in apiVersion', 'type-needs-v2'),
  chartYaml('dependencies are not valid in the Chart file', 'dependencies-need-v2'),
  {
    pattern: /^\[INFO\] values\.yaml: file does not exist/,
    rules: ['values-missing'],
    isExact: true,
  },
  {
    pattern: /^\[ERROR\] values\.yaml: unable to parse YAML/,
    rules: ['yaml-invalid', 'values-not-map'],
  },
  { pattern: /^\[ERROR\] values\.yaml: - /, rules: ['values-against-schema'], isExact: true },
  {
    pattern: /^\[\w+\] \S*: chart metadata is missing these dependencies/,
    rules: ['dependency-not-declared'],
    isExact: true,
  },
  {
    pattern: /^\[\w+\] \S*: chart directory is missing these dependencies/,
    rules: ['dependency-not-in-charts'],
    isExact: true,
  },
  {
    pattern: /^\[ERROR\] : unable to load chart .*type must be application or library/,
    rules: ['type-unknown'],
  },
  {
    pattern: /^\[ERROR\] : unable to load chart .*disallowed characters in the alias/,
    rules: ['dependency-alias-invalid'],
  },
  {
    pattern:
      /^\[ERROR\] : unable to load chart .*(?:must not contain empty or null nodes|cannot be an empty list)/,
    rules: ['maintainer-empty', 'dependency-empty'],
  },
  { pattern: /^\[ERROR\] : unable to load chart .*double-star/, rules: ['ignore-double-star'] },
  {
    pattern: /^\[ERROR\] : unable to load chart .*syntax error in pattern/,
    rules: ['ignore-pattern-invalid'],
  },
  {
    // What the message is about is said by another one before it.
    pattern: /^\[ERROR\] : unable to load chart/,
    rules: [
      ...([
        'yaml-invalid',
        'field-wrong-type',
        'values-not-map',
        'name-missing',
        'name-invalid',
      ] as const),
      ...([
        'version-missing',
        'version-not-semver',
        'api-version-missing',
        'type-unknown',
      ] as const),
    ],
  },
];
