import { basename } from 'node:path';
import { ChartroomError } from '../../base/error';
import { parseMetadata, type UncheckedMetadata } from '../../chart/metadata';
import type { ChartFacts, DependencyFacts, PublishFacts } from '../../chart/rules/chartFacts';
import { checkChart, type Level } from '../../chart/rules/check';
import type { FileEdit, Finding, Fix, TextRange } from '../../chart/rules/finding';
import { sourceText } from '../../chart/rules/sourceText';
import { publishTarget } from '../publishTarget';
import { readTexts } from './readTexts';

/** A chart to check, as data that can be sent to a thread. */
export interface CheckRequest {
  /** Folder of the chart. */
  readonly directory: string;
  /** What editors hold and have not saved, by path from the folder. */
  readonly unsaved: ReadonlyMap<string, string>;
  /** The value of `chartroom.publish.repository` for the chart. */
  readonly publishValue: string | undefined;
  readonly known: KnownOfChart | undefined;
  readonly dependencies: ReadonlyMap<string, DependencyFacts> | undefined;
  readonly levels: Readonly<Record<string, Level>>;
}

/** What registries and the saved charts hold of one version of a chart. */
export interface KnownOfChart extends Pick<
  PublishFacts,
  'repositoryExists' | 'canCreate' | 'versions' | 'published' | 'saved'
> {
  /** The repository and the version that it is true of. */
  readonly repository: string | undefined;
  readonly version: string;
}

/** An edit by lines, so that it can be made in an editor with other line ends. A file that is not there has no range. */
export interface PlacedEdit extends Pick<FileEdit, 'file' | 'text'> {
  readonly range: TextRange | undefined;
}

export interface PlacedFix extends Omit<Fix, 'edits'> {
  readonly edits: readonly PlacedEdit[];
}

export interface PlacedFinding extends Omit<Finding, 'fixes'> {
  readonly fixes: readonly PlacedFix[];
}

/** Reads a chart and checks it. Blocks, so it belongs into a thread of its own. */
export function checkFolder(request: CheckRequest): PlacedFinding[] {
  const { directory, unsaved, levels } = request;
  const { texts, files } = readTexts(directory, unsaved);
  const facts = {
    folder: basename(directory),
    ...(files && { files }),
    ...factsOf(request, texts),
  };
  const place = placer(texts);
  return checkChart(texts, facts, levels).map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(place) })),
  }));
}

function factsOf(
  { publishValue, known, dependencies }: CheckRequest,
  texts: ReadonlyMap<string, string>,
): Pick<ChartFacts, 'publish' | 'dependencies'> {
  const publish =
    publishValue === undefined
      ? undefined
      : unlessInvalid(() => publishFacts(publishValue, known, texts.get('Chart.yaml') ?? ''));
  return { ...(publish && { publish }), ...(dependencies && { dependencies }) };
}

/** What was found out of another version, or of another place, says nothing of this one. */
function publishFacts(
  value: string,
  known: KnownOfChart | undefined,
  chartYaml: string,
): PublishFacts | undefined {
  const { name, version } = nameAndVersion(chartYaml);
  if (name === '') return undefined;
  const target = publishTarget(value, name);
  if (!known) return target;
  const { repositoryExists, canCreate, versions, published, saved } = known;
  return {
    ...target,
    ...(known.repository === target.repository && {
      ...(repositoryExists !== undefined && { repositoryExists }),
      ...(canCreate !== undefined && { canCreate }),
      ...(versions && { versions }),
      ...(published && known.version === version && { published }),
    }),
    ...(saved && known.version === version && { saved }),
  };
}

/** The two lines alone are read in a moment, and are enough unless somebody writes them in an unusual way. */
function nameAndVersion(chartYaml: string): Pick<UncheckedMetadata, 'name' | 'version'> {
  const lines = chartYaml.match(/^(?:name|version)[ \t]*:.*$/gm) ?? [];
  const read =
    lines.length === 2 ? unlessInvalid(() => parseMetadata(lines.join('\n'))) : undefined;
  return read && read.name !== '' && read.version !== '' ? read : parseMetadata(chartYaml);
}

/** A setting or a Chart.yaml that cannot be read is told of elsewhere. */
function unlessInvalid<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ChartroomError) return undefined;
    throw error;
  }
}

function placer(texts: ReadonlyMap<string, string>): (edit: FileEdit) => PlacedEdit {
  const sources = new Map([...texts].map(([file, text]) => [file, sourceText(file, text)]));
  return ({ file, start, end, text }) => ({
    ...{ file, text },
    range: sources.get(file)?.rangeOf({ start, end }),
  });
}
