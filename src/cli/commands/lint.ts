import { relative } from 'node:path';
import { ChartroomError, fill } from '../../base/error';
import { nearest } from '../../base/nearest';
import { loadChartFolder } from '../../chart/folder';
import type { Level } from '../../chart/rules/check';
import type { Severity } from '../../chart/rules/finding';
import { ruleTable } from '../../chart/rules/rules';
import { checkFolder } from '../../publishing/check/checkFolder';
import { runHelmLint } from '../../publishing/helm/runHelmLint';
import { chartFolder } from '../chartFolder';
import { defineCommand, type Outcome } from '../command';
import { endings } from '../exitCode';
import type { Session } from '../session';
import { usageError } from '../usageError';

export const lint = defineCommand({
  arguments: [{ name: 'DIR', description: 'folders of charts', many: true }],
  description: [
    'Checks by the rules of docs/rules.md, and whether the chart can be packed. Ends with the exit code\nof an invalid chart where there is an error, with --strict also where there is a warning.',
  ],
  options: {
    strict: { type: 'boolean', description: 'warnings fail as errors do' },
    rule: {
      type: 'string',
      multiple: true,
      value: 'NAME=LEVEL',
      description: 'set a rule to off, info, warning or error; can be given more than once',
    },
    destination: {
      type: 'string',
      value: 'REF',
      description: 'where the chart will be pushed to, such as oci://registry.example/charts/',
    },
    helm: {
      type: 'string',
      value: 'PATH',
      description: 'a helm program, which checks the templates too',
    },
  },
  examples: [
    { command: 'chartroom lint charts/*', what: 'check all charts of a repository' },
    {
      command: 'chartroom lint charts/app --strict --rule icon-missing=off',
      what: 'let no warning through but a missing icon',
    },
    {
      command: 'chartroom lint charts/app -o json --helm "$(command -v helm)"',
      what: 'findings as JSON, those of helm lint in templates among them',
    },
  ],
  async run({ arguments: directories, options, session }) {
    const levels = levelsOf(options.rule ?? []);
    const charts: CheckedChart[] = [];
    for (const typed of directories) {
      session.signal.throwIfAborted();
      session.console.step(`checking ${typed}`);
      const directory = await chartFolder(typed, session);
      const findings = [
        ...(await findingsIn(directory, levels, options.destination, session)),
        ...(options.helm === undefined
          ? []
          : await templateFindings(session.path(options.helm), directory, session)),
      ];
      charts.push({ directory: typed, findings });
    }
    return told(charts, options.strict === true);
  },
});

interface LintFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** From the folder of the chart. */
  readonly file: string;
  /** From 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly message: string;
}

interface CheckedChart {
  readonly directory: string;
  readonly findings: readonly LintFinding[];
}

async function findingsIn(
  directory: string,
  levels: Readonly<Record<string, Level>>,
  publishValue: string | undefined,
  { signal }: Session,
): Promise<readonly LintFinding[]> {
  const unsaved = new Map<string, string>();
  const request = { directory, unsaved, publishValue, levels };
  const found = checkFolder({ ...request, known: undefined, dependencies: undefined }).map(
    ({ rule, severity, file, range, template, facts }): LintFinding => ({
      ...{ rule, severity, file },
      ...{ line: range.start.line + 1, column: range.start.character + 1 },
      message: fill(template, facts),
    }),
  );
  if (found.some(({ severity }) => severity === 'error')) return found;
  // What no rule is about, such as a link that leads out of the folder, would stop a push all the same.
  return [...found, ...(await packingProblem(directory, signal))];
}

async function packingProblem(
  directory: string,
  signal: AbortSignal,
): Promise<readonly LintFinding[]> {
  try {
    await loadChartFolder(directory, { signal });
    return [];
  } catch (error) {
    if (!(error instanceof ChartroomError)) throw error;
    const { remedy, code, message } = error;
    const place = remedy?.kind === 'open-file' ? remedy : undefined;
    return [
      {
        ...{ rule: code, severity: 'error', message },
        file: place ? relative(directory, place.path) : '',
        ...{ line: place?.line, column: place?.column },
      },
    ];
  }
}

async function templateFindings(
  helm: string,
  directory: string,
  { signal }: Session,
): Promise<readonly LintFinding[]> {
  const messages = await runHelmLint(helm, directory, { signal });
  return messages.map(({ severity, file, line, column, text }) => ({
    ...{ rule: 'helm-lint', severity, file: file ?? 'templates', line },
    column: column === undefined ? undefined : column + 1,
    message: text,
  }));
}

const severities: readonly Level[] = ['off', 'info', 'warning', 'error'];

/** @throws ChartroomError `usage.value` */
function levelsOf(settings: readonly string[]): Readonly<Record<string, Level>> {
  const names = ruleTable.map(({ name }): string => name);
  return Object.fromEntries(
    settings.map((setting) => {
      const [name = '', value] = setting.split('=');
      const level = severities.find((candidate) => candidate === value);
      if (level === undefined) {
        throw usageError(
          'value',
          '--rule is "{setting}": expected NAME=off, info, warning or error',
          {
            setting,
          },
        );
      }
      if (!names.includes(name)) throw unknownRule(name, names);
      return [name, level];
    }),
  );
}

function unknownRule(name: string, names: readonly string[]): Error {
  const near = nearest(name, names);
  return near === undefined
    ? usageError('value', 'There is no rule "{name}"', { name })
    : usageError('value', 'There is no rule "{name}"; did you mean {near}?', { name, near });
}

function told(charts: readonly CheckedChart[], strict: boolean): Outcome {
  const all = charts.flatMap(({ findings }) => findings);
  const count = (wanted: Severity): number =>
    all.filter(({ severity }) => severity === wanted).length;
  const counts = { errors: count('error'), warnings: count('warning'), infos: count('info') };
  const fails = counts.errors > 0 || (strict && counts.warnings > 0);
  const lines = charts.flatMap(({ directory, findings }) =>
    findings.map((finding) => lineOf(directory, finding)),
  );
  const { errors, warnings, infos } = counts;
  const summary = `${charts.length} checked: ${errors} errors, ${warnings} warnings, ${infos} infos`;
  return {
    result: { ok: !fails, ...counts, charts },
    text: [...lines, summary],
    exitCode: fails ? endings.invalid.code : undefined,
  };
}

/** As compilers write it, so that editors and CI systems find the place. */
function lineOf(directory: string, { file, line, column, severity, message, rule }: LintFinding) {
  const path = [directory.replace(/\/+$/, ''), file].filter((part) => part !== '').join('/');
  const place = [path, line, column].filter((part) => part !== undefined).join(':');
  return `${place}: ${severity}: ${message} (${rule})`;
}
