import { resolvePlain } from './goScalar';

// emitterc.go: what begins a plain scalar otherwise than as itself, and what ends one.
const indicatorFirst = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.)/;
const indicatorInside = /:(?:\s|$)|\s#/;
const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]| +)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:Z|[-+]\d{2}:\d{2})?)?$/;
// eslint-disable-next-line no-control-regex -- these are what the emitter escapes
const special = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/u;
const foldColumn = 80;

/**
 * A text of one line as go-yaml v2 writes it as a value (encode.go, `stringv`): plain where it stays
 * a text, else in quotes, and folded at spaces beyond column 80.
 *
 * @param column where the value begins, from zero
 * @param indent spaces before the lines that it is folded to
 */
export function goYamlText(text: string, column: number, indent: number): string {
  const means = resolvePlain(text);
  const isText = typeof means === 'string' && !base60.test(text) && !timestamp.test(text);
  if (!isText || special.test(text) || text.includes('\n')) return doubleQuoted(text);
  const isPlain =
    !/^\s|\s$/.test(text) && !indicatorFirst.test(text) && !indicatorInside.test(text);
  if (isPlain) return folded(text, column, indent);
  return `'${folded(text.replaceAll("'", "''"), column + 1, indent)}'`;
}

function folded(text: string, column: number, indent: number): string {
  let written = '';
  let at = column;
  for (let index = 0; index < text.length; index++) {
    const isAlone =
      text[index] === ' ' && index > 0 && text[index - 1] !== ' ' && text[index + 1] !== ' ';
    if (isAlone && at > foldColumn && index < text.length - 1) {
      written += `\n${' '.repeat(indent)}`;
      at = indent;
      continue;
    }
    written += text[index] ?? '';
    at += 1;
  }
  return written;
}

const escapes = new Map([
  ['\n', String.raw`\n`],
  ['\t', String.raw`\t`],
  ['\r', String.raw`\r`],
  ['"', String.raw`\"`],
  ['\\', String.raw`\\`],
]);

function doubleQuoted(text: string): string {
  const inner = Array.from(text, (character) => {
    const escaped = escapes.get(character);
    if (escaped !== undefined) return escaped;
    if (!special.test(character)) return character;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
    return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
  });
  return `"${inner.join('')}"`;
}
