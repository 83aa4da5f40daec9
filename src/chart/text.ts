/** The text of a chart's file. A byte order mark is no part of it (Helm's loaders trim it). */
export function textOf(content: Uint8Array): string {
  return new TextDecoder('utf-8').decode(content);
}
