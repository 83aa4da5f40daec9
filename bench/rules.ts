/**
 * Checks a chart as it is checked while somebody types, and prints how long that takes: `npm run bench`.
 */
import { performance } from 'node:perf_hooks';
import { checkChart } from '../src/chart/rules/check';

const rounds = 500;
// Until the code is compiled; an editor is past that after the first few keys.
const warmUp = 50;

/** A Chart.yaml of some 300 lines: 40 dependencies, with what else a long one has. */
function longChart(): string {
  const dependencies = Array.from({ length: 40 }, (_, at) => [
    `  # what dependency ${at} is for`,
    `  - name: part-${at}`,
    `    version: ^1.${at}.0`,
    '    repository: oci://registry.example.com/charts',
    `    condition: part-${at}.enabled`,
    '    tags: [backend]',
  ]);
  const annotations = Array.from(
    { length: 40 },
    (_, at) => `  example.com/note-${at}: "value ${at}"`,
  );
  return [
    ...[
      'apiVersion: v2',
      'name: app',
      'version: 1.0.0',
      'appVersion: "1.16.0"',
      'type: application',
    ],
    ...[
      'icon: https://example.com/icon.svg',
      'maintainers:',
      '  - name: a',
      '    email: a@example.com',
    ],
    ...['annotations:', ...annotations, 'dependencies:', ...dependencies.flat()],
    '',
  ].join('\n');
}

function measure(texts: ReadonlyMap<string, string>): readonly number[] {
  const times: number[] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    // As after a key: the text is another one each time.
    const typed = new Map(texts).set('Chart.yaml', `${texts.get('Chart.yaml') ?? ''}# ${round}\n`);
    const start = performance.now();
    checkChart(typed, { folder: 'app' }, {});
    if (round >= 0) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b);
}

function main(): void {
  const chart = longChart();
  const values = Array.from({ length: 40 }, (_, at) => `part-${at}:\n  enabled: true\n`).join('');
  const charts: Readonly<Record<string, ReadonlyMap<string, string>>> = {
    [`Chart.yaml, ${chart.split('\n').length} lines`]: new Map([['Chart.yaml', chart]]),
    'with values.yaml, 80 lines': new Map([
      ['Chart.yaml', chart],
      ['values.yaml', values],
    ]),
  };
  console.log('\n| chart | median | 95th percentile |\n| --- | --- | --- |');
  for (const [name, texts] of Object.entries(charts)) {
    const times = measure(texts);
    const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(1)} ms`;
    console.log(`| ${name} | ${at(0.5)} | ${at(0.95)} |`);
  }
}

main();
