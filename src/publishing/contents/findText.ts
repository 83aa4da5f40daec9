import { isText } from '../../chart/text';

/** A line that has what is sought. */
export interface TextHit {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** Of the first place in the line, from 1, in UTF-16 code units. */
  readonly column: number;
  readonly text: string;
}

/** Files as lines; what is no text is left out. */
export type Texts = ReadonlyMap<string, readonly string[]>;

export function textsOf(files: Iterable<readonly [path: string, bytes: Uint8Array]>): Texts {
  const texts = new Map<string, readonly string[]>();
  for (const [path, bytes] of files) {
    if (!isText(bytes)) continue;
    texts.set(path, Buffer.from(bytes).toString('utf8').split(/\r?\n/));
  }
  return texts;
}

/** The lines with these words, capitals or not, file by file, no more than `limit`. */
export function findText(texts: Texts, wanted: string, limit: number): readonly TextHit[] {
  const hits: TextHit[] = [];
  if (wanted === '') return hits;
  const sought = wanted.toLowerCase();
  for (const [path, lines] of texts) {
    for (const [at, text] of lines.entries()) {
      const column = text.toLowerCase().indexOf(sought);
      if (column < 0) continue;
      hits.push({ path, line: at + 1, column: column + 1, text });
      if (hits.length === limit) return hits;
    }
  }
  return hits;
}
