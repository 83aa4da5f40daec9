import {
  FILE_HEADERS_ONLY,
  diffArrays,
  formatPatch,
  structuredPatch,
  type StructuredPatchHunk,
} from 'diff';

/** Lines that a change of a text adds and removes. */
export interface LineCounts {
  readonly added: number;
  readonly removed: number;
}

/** A file of either side; `name` stands in the header of the diff. */
export interface DiffedText {
  readonly name: string;
  /** Undefined where the side does not have the file. */
  readonly text: string | undefined;
}

/** Lines in and out that are looked for. Texts that have little in common take the square of it. */
const mostEdits = 2000;
/** Lines that both texts have and that are in another order, which are looked for while a window waits. */
const mostMoves = 300;
/** The name that `patch` and git take for no file. */
const noFile = '/dev/null';

/** What only one of the texts has is in no line that stays, so that all the rest is looked through without it. */
export function countLines(before: string, after: string): LineCounts {
  const [one, other] = [endedLines(before), endedLines(after)];
  const [inOne, inOther] = [new Set(one), new Set(other)];
  const kept = countKept(
    one.filter((line) => inOther.has(line)),
    other.filter((line) => inOne.has(line)),
  );
  return { added: other.length - kept, removed: one.length - kept };
}

/** None where too many lines are in another order. */
function countKept(before: readonly string[], after: readonly string[]): number {
  const parts = diffArrays([...before], [...after], { maxEditLength: mostMoves }) ?? [];
  const kept = parts.filter(({ added, removed }) => !added && !removed);
  return kept.reduce((sum, { count }) => sum + count, 0);
}

/** With their ends, as a last line without one is another line. */
function endedLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The change of a text as `diff -u` writes it, with three lines around each. */
export function unifiedDiff(before: DiffedText, after: DiffedText): string {
  const nameOf = ({ name, text }: DiffedText): string => (text === undefined ? noFile : name);
  const patch = {
    oldFileName: nameOf(before),
    newFileName: nameOf(after),
    oldHeader: undefined,
    newHeader: undefined,
    hunks: hunksBetween(before.text ?? '', after.text ?? '', 3),
  };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

/** Texts that differ in too many lines to be matched give one hunk of all lines. */
function hunksBetween(before: string, after: string, context: number): StructuredPatchHunk[] {
  const options = { context, maxEditLength: mostEdits };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  return patch ? patch.hunks : [replacement(before, after)];
}

function replacement(before: string, after: string): StructuredPatchHunk {
  const [removed, added] = [linesOf(before), linesOf(after)];
  return {
    oldStart: 1,
    oldLines: removed.length,
    newStart: 1,
    newLines: added.length,
    lines: [...marked('-', removed, before), ...marked('+', added, after)],
  };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function marked(mark: string, lines: readonly string[], text: string): readonly string[] {
  const all = lines.map((line) => mark + line);
  return text === '' || text.endsWith('\n') ? all : [...all, '\\ No newline at end of file'];
}
