import {
  Composer,
  type CST,
  isAlias,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { inOneGo } from '../base/timeSlices';
import { yamlInvalid, type Position } from './yamlInvalid';

/** The first document of a YAML text, with every scalar still the text it was written as. */
export interface ComposedYaml extends YamlDocument {
  positionAt(offset: number): Position;
}

/** A document of a YAML text, as far as it can be read. */
export interface YamlDocument {
  readonly contents: Node | null;
  /** What each alias stands for: the last node before it that has its anchor. */
  readonly targets: ReadonlyMap<Node, Node>;
}

/** Why go-yaml v2 refuses a whole text, and from where on. */
export interface YamlFault {
  /** In UTF-16 units. */
  readonly offset: number;
  readonly reason: string;
}

// go-yaml stops at 10,000 levels, which no chart comes near.
const depthLimit = 1_000;

// readerc.go: what is not a printable character of YAML 1.1 is refused, even in a comment.
const unprintable = /[^\t\n\r -~\u0085\u00a0-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Finds the nodes of a YAML text; what go-yaml v2 refuses of a whole text is refused here.
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function composeYaml(text: string, file: string): ComposedYaml {
  return inOneGo(composingYaml(text, file));
}

/** The same in steps: a text of thousands of lines takes longer than others may be kept from the thread. */
export function* composingYaml(text: string, file: string): Generator<void, ComposedYaml, void> {
  const lines = new LineCounter();
  const { documents, fault } = yield* composing(text, { limit: 1, lines });
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (fault) throw yamlInvalid(file, positionAt(fault.offset), fault.reason);
  return { ...(documents[0] ?? { contents: null, targets: new Map() }), positionAt };
}

interface ComposeOptions {
  /** Documents that are read. */
  readonly limit: number;
  readonly lines?: LineCounter;
}

interface ComposedDocuments {
  readonly documents: readonly YamlDocument[];
  readonly fault: YamlFault | undefined;
}

/** Finds the nodes of the first documents of a text, also where it is broken: then `fault` says how. */
export function composeDocuments(text: string, options: ComposeOptions): ComposedDocuments {
  return inOneGo(composing(text, options));
}

function* composing(
  text: string,
  { limit, lines = new LineCounter() }: ComposeOptions,
): Generator<void, ComposedDocuments, void> {
  const tokens = yield* parsing(text, lines);
  const deep = tokens.map(tooDeep).find((token) => token !== undefined);
  if (deep) return { documents: [], fault: { offset: deep.offset, reason: 'exceeded max depth' } };
  const documents: YamlDocument[] = [];
  let fault = faultOfText(text);
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
  for (const document of composer.compose(tokens)) {
    fault ??= faultOfDocument(document);
    documents.push({ contents: document.contents, targets: aliasTargets(document) });
    if (documents.length === limit) break;
  }
  return { documents, fault };
}

/** Lexemes of a step; a line has five or so. */
const lexemesAtOnce = 200;

/** As `Parser.parse` of the package, which is most of the work. */
function* parsing(text: string, lines: LineCounter): Generator<void, CST.Token[], void> {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let read = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    read += 1;
    if (read % lexemesAtOnce === 0) yield;
  }
  tokens.push(...parser.end());
  yield;
  return tokens;
}

/**
 * The first token that is nested too deep. The composer calls itself for each level, and where the stack
 * ends while V8 compiles a regular expression, the whole process does.
 */
function tooDeep(document: CST.Token): CST.Token | undefined {
  let level: readonly CST.Token[] = [document];
  for (let depth = 0; depth <= depthLimit; depth += 1) {
    level = level.flatMap(tokensIn);
    if (level.length === 0) return undefined;
  }
  return level[0];
}

function tokensIn(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((inner) => !!inner));
}

function faultOfText(text: string): YamlFault | undefined {
  const control = unprintable.exec(text);
  return control
    ? { offset: control.index, reason: 'control characters are not allowed' }
    : undefined;
}

function faultOfDocument({ errors, directives }: Document.Parsed): YamlFault | undefined {
  const [error] = errors;
  if (error) return { offset: error.pos[0], reason: error.message };
  return directives.yaml.explicit && directives.yaml.version !== '1.1'
    ? { offset: 0, reason: 'found incompatible YAML document' }
    : undefined;
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
