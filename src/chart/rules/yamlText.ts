import { LineCounter } from 'yaml';
import { hasCode } from '../../base/error';
import { composeDocuments, type YamlDocument, type YamlFault } from '../composeYaml';
import { readGoYaml, type GoYaml } from '../goYaml';
import type { Position } from '../yamlInvalid';
import { sourceText, type SourceText } from './sourceText';
import { nodeReader } from './readNodes';
import type { YamlNode } from './yamlNode';

/** A YAML text as far as it can be read, each node with its place. */
export interface YamlText extends SourceText {
  /** Of the first document; null when it is empty. */
  readonly root: YamlNode | null;
  /** Of every document that is not empty. */
  readonly documents: readonly YamlNode[];
  /** The first document as Helm has it; undefined when Helm cannot read the text. */
  readonly value: GoYaml | undefined;
  /** Why it cannot. */
  readonly fault: YamlFault | undefined;
}

const documentLimit = 1_000;

/** Reads a YAML text for rules: what cannot be read of it is missing, and the rest is there. */
export function readYamlText(path: string, text: string): YamlText {
  const source = sourceText(path, text);
  const lines = new LineCounter();
  try {
    const { documents, fault } = composeDocuments(text, { limit: documentLimit, lines });
    const rootOf = nodeReader(text);
    const roots = documents.map(rootOf);
    return {
      ...source,
      root: roots[0] ?? null,
      documents: roots.filter((root) => root !== null),
      ...(fault ? { value: undefined, fault } : valueOf(documents[0], text, lines)),
    };
  } catch (error) {
    // The stack of the package's parser ends where nobody nests by hand.
    if (!(error instanceof RangeError)) throw error;
    const fault = { offset: 0, reason: 'exceeded max depth' };
    return { ...source, root: null, documents: [], value: undefined, fault };
  }
}

function valueOf(
  document: YamlDocument | undefined,
  text: string,
  lines: LineCounter,
): Pick<YamlText, 'value' | 'fault'> {
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const composed = { contents: null, targets: new Map(), ...document, positionAt };
  try {
    return { value: readGoYaml(text, '', composed), fault: undefined };
  } catch (error) {
    if (!hasCode(error, 'chart.yaml-invalid')) throw error;
    const { line, column, reason } = error.facts;
    const offset = (lines.lineStarts[Number(line) - 1] ?? 0) + Number(column) - 1;
    return { value: undefined, fault: { offset, reason: String(reason) } };
  }
}
