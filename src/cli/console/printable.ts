/**
 * Text as a terminal may show it. What comes from a chart or a registry can hold control sequences, which would move
 * the cursor, write over what was said or rename the window; lines and tabs stay.
 */
export function printable(text: string): string {
  return text.replace(/(?![\n\t]|\r\n)\p{Cc}/gu, '\uFFFD');
}
