/** A parsed pattern: pieces between stars, each a run of steps that match one character. */
export interface Glob {
  readonly pieces: readonly Piece[];
}

interface Piece {
  /** A star comes before it. */
  readonly afterStar: boolean;
  readonly steps: readonly Step[];
}

/** Tells whether one character of the name fits. */
type Step = (character: string) => boolean;

interface Cursor {
  readonly characters: readonly string[];
  at: number;
}

/**
 * Parses a pattern of Go's `filepath.Match` as it is on Linux: `*` and `?` stop at `/`, `[a-z]` and
 * `[^a-z]` do not, `\` takes the next character as it is. Undefined where Go says `syntax error in pattern`.
 */
export function parseGlob(pattern: string): Glob | undefined {
  const cursor: Cursor = { characters: Array.from(pattern), at: 0 };
  const pieces: { afterStar: boolean; steps: Step[] }[] = [{ afterStar: false, steps: [] }];
  while (cursor.at < cursor.characters.length) {
    const character = cursor.characters[cursor.at];
    if (character === '*') {
      cursor.at++;
      if (pieces.at(-1)?.afterStar !== true || pieces.at(-1)?.steps.length !== 0) {
        pieces.push({ afterStar: true, steps: [] });
      }
      continue;
    }
    const step = parseStep(cursor);
    if (!step) return undefined;
    pieces.at(-1)?.steps.push(step);
  }
  return { pieces };
}

/** True when the whole name matches. Like Go, it never takes back where it found an earlier piece. */
export function matchesGlob(glob: Glob, name: string): boolean {
  const characters = Array.from(name);
  let at = 0;
  for (const [index, piece] of glob.pieces.entries()) {
    const isLast = index === glob.pieces.length - 1;
    const end = findPiece(piece, characters, at, isLast);
    if (end === undefined) return false;
    at = end;
  }
  return at === characters.length;
}

/** Where the name goes on after the piece; undefined when it does not match. */
function findPiece(
  piece: Piece,
  characters: readonly string[],
  from: number,
  isLast: boolean,
): number | undefined {
  for (let start = from; ; start++) {
    const end = start + piece.steps.length;
    const fits = piece.steps.every((step, index) => {
      const character = characters[start + index];
      return character !== undefined && step(character);
    });
    if (fits && (!isLast || end === characters.length)) return end;
    if (!piece.afterStar || start >= characters.length || characters[start] === '/')
      return undefined;
  }
}

function parseStep(cursor: Cursor): Step | undefined {
  const character = cursor.characters[cursor.at++];
  if (character === '?') return (candidate) => candidate !== '/';
  if (character === '[') return parseClass(cursor);
  const literal = character === '\\' ? cursor.characters[cursor.at++] : character;
  return literal === undefined ? undefined : (candidate) => candidate === literal;
}

function parseClass(cursor: Cursor): Step | undefined {
  const negated = cursor.characters[cursor.at] === '^';
  if (negated) cursor.at++;
  const ranges: (readonly [number, number])[] = [];
  while (cursor.characters[cursor.at] !== ']' || ranges.length === 0) {
    const low = parseClassCharacter(cursor);
    let high = low;
    if (cursor.characters[cursor.at] === '-') {
      cursor.at++;
      high = parseClassCharacter(cursor);
    }
    if (low === undefined || high === undefined) return undefined;
    ranges.push([low, high]);
  }
  cursor.at++;
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    return ranges.some(([low, high]) => low <= code && code <= high) !== negated;
  };
}

/** A class cannot be left open, and `-` and `]` stand for themselves only after a backslash. */
function parseClassCharacter(cursor: Cursor): number | undefined {
  let character = cursor.characters[cursor.at++];
  if (character === '-' || character === ']') return undefined;
  if (character === '\\') character = cursor.characters[cursor.at++];
  return character?.codePointAt(0);
}
