import { Composer, isAlias, LineCounter, Parser, visit, type Document, type Node } from 'yaml';
import { yamlInvalid, type Position } from './yamlInvalid';

/** The first document of a YAML text, with every scalar still the text it was written as. */
export interface ComposedYaml {
  readonly contents: Node | null;
  /** What each alias stands for: the last node before it that has its anchor. */
  readonly targets: ReadonlyMap<Node, Node>;
  positionAt(offset: number): Position;
}

// readerc.go: what is not a printable character of YAML 1.1 is refused, even in a comment.
const unprintable = /[^\t\n\r -~\u0085\u00a0-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Finds the nodes of a YAML text; what go-yaml v2 refuses of a whole text is refused here.
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function composeYaml(text: string, file: string): ComposedYaml {
  const lines = new LineCounter();
  const document = firstDocument(text, lines);
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const control = unprintable.exec(text);
  if (control) {
    throw yamlInvalid(file, positionAt(control.index), 'control characters are not allowed');
  }
  const [error] = document?.errors ?? [];
  if (error) throw yamlInvalid(file, positionAt(error.pos[0]), error.message);
  if (document?.directives.yaml.explicit && document.directives.yaml.version !== '1.1') {
    throw yamlInvalid(file, positionAt(0), 'found incompatible YAML document');
  }
  const targets = document ? aliasTargets(document) : new Map<Node, Node>();
  return { contents: document?.contents ?? null, targets, positionAt };
}

function firstDocument(text: string, lines: LineCounter): Document.Parsed | undefined {
  // Scalars are resolved in goScalar.ts and not by the package, whose YAML 1.1 is not go-yaml's.
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.1',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const [document] = composer.compose(new Parser(lines.addNewLine).parse(text));
  return document;
}

function aliasTargets(document: Document.Parsed): ReadonlyMap<Node, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return targets;
}
