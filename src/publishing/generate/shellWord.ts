/**
 * One word of a POSIX shell, quoted where it has to be. No `$` stays before what follows it, so that neither a shell
 * nor GitHub (`${{ }}`) nor Azure Pipelines (`$( )`, `${{ }}`), which replace text before the shell sees it, finds an expression.
 */
export function shellWord(text: string): string {
  if (/^[\w./:@%+=,-]+$/.test(text)) return text;
  // A function: in a text for `replaceAll`, `$'` would be what comes after.
  const split = text.replaceAll("'", () => `'\\''`).replaceAll('$', () => `$''`);
  return `'${split}'`;
}

/** Words as a line. */
export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
