import * as vscode from 'vscode';
import { placeAt, type Path, type Place } from '../../chart/editing/place';
import { resolvedVersion } from '../../chart/editing/resolvedVersion';
import { knownValues, schemaAt } from '../../chart/editing/schema';
import {
  writtenDependencies,
  writtenTexts,
  type WrittenDependency,
} from '../../chart/editing/writtenDependencies';
import { tagOfVersion } from '../../chart/tag';
import { chartFileOf } from './chartFile';
import { dependencyHover } from './dependencyHover';
import type { EditorFeatures } from './features';
import { lockedDependencies } from './lockedDependencies';
import type { PublishedCharts } from './publishedCharts';
import { pushReference } from './pushReference';
import { isShownByYamlExtension, type Schemas } from './schemas';

/** What keys and values mean; what is published of a dependency; what a push makes of name and version. */
export function createHover(schemas: Schemas, published: PublishedCharts): EditorFeatures['hover'] {
  return async (document, position, token) => {
    const file = chartFileOf(document.uri);
    if (!file) return undefined;
    const text = document.getText();
    const offset = document.offsetAt(position);
    const dependency = dependencyAt(text, offset);
    if (dependency) {
      const resolved = resolvedVersion(dependency, await lockedDependencies(document));
      const words = await dependencyHover(dependency, resolved, published, token);
      return words && new vscode.Hover(words);
    }
    const place = placeAt(text, offset);
    const { start = 0, end = 0 } = place?.word ?? {};
    if (!place || start === end || offset < start || offset > end) return undefined;
    const path = pathOf(place, text);
    const words = [
      file === 'chart' && place.part === 'value' ? publishing(document, path) : undefined,
      isShownByYamlExtension()
        ? undefined
        : meaning(await schemas(file), path, text.slice(start, end), place),
    ].filter((part) => part !== undefined);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    return words.length > 0 ? new vscode.Hover(words, range) : undefined;
  };
}

/** The dependency whose name, version or repository is there. */
function dependencyAt(text: string, offset: number): WrittenDependency | undefined {
  return writtenDependencies(text).find(({ fields }) =>
    ['name', 'version', 'repository'].some((key) => {
      const field = fields.get(key);
      return field && offset >= field.start && offset <= field.end;
    }),
  );
}

function pathOf({ part, path, word }: Place, text: string): Path {
  return part === 'value' ? path : [...path, text.slice(word.start, word.end)];
}

function meaning(
  schema: Parameters<typeof schemaAt>[0],
  path: Path,
  word: string,
  { part }: Place,
): vscode.MarkdownString | undefined {
  const value = knownValues(schema, path).find((known) => known.value === word);
  const description = part === 'key' ? schemaAt(schema, path)?.description : value?.description;
  return description ? new vscode.MarkdownString().appendText(description) : undefined;
}

/** What becomes of the name and the version in a registry. */
function publishing(
  document: vscode.TextDocument,
  [key, ...deeper]: Path,
): vscode.MarkdownString | undefined {
  if (deeper.length > 0 || (key !== 'name' && key !== 'version')) return undefined;
  const texts = writtenTexts(document.getText());
  const version = texts.get('version')?.text ?? '';
  const words = new vscode.MarkdownString();
  const reference = pushReference(document, texts.get('name')?.text ?? '', version);
  if (reference !== undefined) {
    words.appendText(vscode.l10n.t('A push makes:')).appendCodeblock(reference);
  }
  const tag = tagOfVersion(version);
  if (key === 'version' && tag !== version) {
    words.appendText(
      vscode.l10n.t('Its tag is {tag}: OCI tags have no "+", so Helm writes "_" in its place.', {
        tag,
      }),
    );
  }
  return words.value === '' ? undefined : words;
}
