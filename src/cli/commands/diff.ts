import { stat } from 'node:fs/promises';
import { compareCharts, type ChartComparison } from '../../publishing/compare/compareCharts';
import { diffOfFile } from '../../publishing/compare/fileDiff';
import type { FileChange } from '../../publishing/compare/fileChanges';
import { openSide, type Side } from '../../publishing/compare/side';
import { valuesSummary } from '../../publishing/compare/valuesSummary';
import {
  createContentsReader,
  type ContentsReader,
} from '../../publishing/contents/contentsReader';
import { defineCommand } from '../command';
import { endings } from '../exitCode';
import { openVersion } from '../openVersion';
import { registryOptions, savedOptions } from '../options';
import type { Session } from '../session';

export const diff = defineCommand({
  arguments: [
    {
      name: 'BEFORE',
      description: 'folder of a chart, a saved chart, or oci://host/repository:tag',
    },
    { name: 'AFTER', description: 'the same' },
  ],
  description: [
    'Compares the files of two charts, those of sub-charts too, packed or not, and what Helm reads in\nChart.yaml and values.yaml. Of a folder the files count that would be packed.',
  ],
  options: {
    values: {
      type: 'boolean',
      description: 'what changed for users of the chart, as Markdown for a changelog',
    },
    'name-only': { type: 'boolean', description: 'the paths of files that differ' },
    patch: { type: 'boolean', description: 'the changes of files as diff -u writes them' },
    'exit-code': { type: 'boolean', description: 'end with 8 where the charts differ' },
    ...savedOptions,
    ...registryOptions,
  },
  examples: [
    {
      command: 'chartroom diff oci://registry.example/charts/app:1.2.0 charts/app',
      what: 'what a release would change',
    },
    {
      command:
        'chartroom diff oci://registry.example/charts/app:1.1.0 oci://registry.example/charts/app:1.2.0 --values',
      what: 'an entry for a changelog',
    },
  ],
  async run({ arguments: [before = '', after = ''], options, session }) {
    const reader = createContentsReader();
    session.console.step(`comparing ${before} with ${after}`);
    const sides = { before: await sideOf(before, session), after: await sideOf(after, session) };
    const { signal } = session;
    const comparison = await compareCharts(sides.before, sides.after, { reader, signal });
    const patch = options.patch ? await patchOf(comparison, sides, reader, session) : undefined;
    const differs = comparison.files.length > 0;
    return {
      result: { differs, ...comparison, ...(patch !== undefined && { patch }) },
      text: textOf(comparison, options, patch),
      exitCode: differs && options['exit-code'] ? endings.differs.code : undefined,
    };
  },
});

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

async function sideOf(typed: string, session: Session): Promise<Side> {
  const directory = session.path(typed);
  const isFolder = await stat(directory).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) return { type: 'folder', name: typed, directory };
  const { source, digest, name } = await openVersion(typed, session);
  return { type: 'published', name, place: { source, digest } };
}

async function patchOf(
  { files }: ChartComparison,
  { before, after }: Sides,
  reader: ContentsReader,
  { signal }: Session,
): Promise<string> {
  if (files.length === 0) return '';
  const [one, other] = await Promise.all(
    [before, after].map(async (side) =>
      (await openSide(side, reader, { signal })).files({ signal }),
    ),
  );
  let patch = '';
  if (!one || !other) return patch;
  for (const change of files) patch += await diffOfFile(change, one, other, { signal });
  return patch;
}

interface Form {
  readonly values?: boolean | undefined;
  readonly 'name-only'?: boolean | undefined;
}

function textOf(
  comparison: ChartComparison,
  options: Form,
  patch: string | undefined,
): readonly string[] {
  const { files } = comparison;
  if (options['name-only']) return files.map(({ path }) => path);
  if (patch !== undefined) return patch === '' ? [] : [patch.trimEnd()];
  const summary = valuesSummary(comparison).trimEnd();
  if (options.values) return [summary];
  return [...files.map(lineOf), ...(files.length > 0 ? ['', summary] : [summary])];
}

const marks = { added: 'A', removed: 'D', changed: 'M' } as const;

/** The letters are those of git. */
function lineOf({ change, path, lines, sameMeaning }: FileChange): string {
  const counts = lines ? `  +${lines.added} -${lines.removed}` : '';
  return `${marks[change]}  ${path}${counts}${sameMeaning ? '  (the same to Helm)' : ''}`;
}
