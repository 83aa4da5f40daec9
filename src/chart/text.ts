/** Bytes that tell text from what is none, as grep and git look at them. */
const sniffed = 8000;

/** The text of a chart's file. A byte order mark is no part of it (Helm's loaders trim it). */
export function textOf(content: Uint8Array): string {
  return new TextDecoder('utf-8').decode(content);
}

export function isText(content: Uint8Array): boolean {
  return !content.subarray(0, sniffed).includes(0);
}
