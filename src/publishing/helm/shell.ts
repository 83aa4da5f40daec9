import { ChartroomError } from '../../base/error';

/** How a shell reads a line that is typed. `windows-powershell` is version 5, which passes quotes on in its own way. */
export type Shell = 'posix' | 'fish' | 'powershell' | 'windows-powershell' | 'cmd';

const names: Readonly<Record<string, Shell>> = {
  fish: 'fish',
  pwsh: 'powershell',
  'pwsh-preview': 'powershell',
  powershell: 'windows-powershell',
  cmd: 'cmd',
};

/** @param path of the shell's program; one that is not known is taken for a POSIX shell */
export function shellOf(path: string): Shell {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return names[name.toLowerCase().replace(/\.exe$/, '')] ?? 'posix';
}

/**
 * A line that runs a program with exactly these words.
 * @throws ChartroomError `shell.cannot-quote`
 */
export function commandLine(shell: Shell, words: readonly string[]): string {
  const [program = '', ...rest] = words.map((word) => quote(shell, word));
  // PowerShell takes a quoted word at the beginning for a text to print.
  const isText = /^powershell|^windows-powershell/.test(shell) && program.startsWith("'");
  return [isText ? `& ${program}` : program, ...rest].join(' ');
}

/** A line that goes on with the second when the first has ended well. */
export function andThen(shell: Shell, first: string, second: string): string {
  return shell === 'windows-powershell'
    ? `${first}; if ($?) { ${second} }`
    : `${first} && ${second}`;
}

/**
 * A word as the shell's user has to type it.
 * @throws ChartroomError `shell.cannot-quote` for a word with control characters: a new line would run what is before it
 */
export function quote(shell: Shell, word: string): string {
  if (/\p{Cc}/u.test(word)) throw cannotQuote(word);
  switch (shell) {
    case 'posix':
      return plainPosix.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
    case 'fish':
      // Between single quotes, a backslash escapes itself and the quote.
      return plainPosix.test(word) ? word : `'${word.replace(/[\\']/g, String.raw`\$&`)}'`;
    case 'powershell':
      return plainPowerShell.test(word) ? word : powerShellText(word);
    case 'windows-powershell':
      return plainPowerShell.test(word) ? word : powerShellText(escapedQuotes(word));
    case 'cmd':
      return plainCmd.test(word) ? word : cmdText(word);
  }
}

/** No `=` or `~` in front, which zsh expands. */
const plainPosix = /^[A-Za-z0-9_/.:@%+-][A-Za-z0-9_/.:@%+=,-]*$/;
/** A single dash with a dot behind it would be split in two, and a number could be written anew. */
const plainPowerShell = /^(?:--[A-Za-z-]+|-[A-Za-z]|[A-Za-z_/][\w/.:\\+-]*)$/;
const plainCmd = /^[A-Za-z0-9_/.:@+\\-]+$/;

/** PowerShell takes the typographic single quotes for the plain one. */
function powerShellText(word: string): string {
  return `'${word.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/** What version 5 hands on is not escaped again, though the program reads it as a C program does. */
function escapedQuotes(word: string): string {
  const escaped = word.replace(/(\\*)"/g, String.raw`$1$1\"`);
  // It puts quotes around what has spaces; backslashes before them count twice.
  return /\s/.test(word) ? doubledAtTheEnd(escaped) : escaped;
}

/**
 * Quotes for the program, with what `cmd` would do something with outside of them: a `%`, which names no variable when a
 * caret is beside it, and a quote.
 */
function cmdText(word: string): string {
  return word
    .split(/([%"])/)
    .map((part) => {
      if (part === '%') return '^%';
      if (part === '"') return String.raw`\^"`;
      return part === '' ? '' : `"${doubledAtTheEnd(part)}"`;
    })
    .join('')
    .replace(/^$/, '""');
}

function doubledAtTheEnd(text: string): string {
  return text.replace(/\\+$/, '$&$&');
}

function cannotQuote(word: string): ChartroomError {
  return new ChartroomError({
    code: 'shell.cannot-quote',
    template: '{word} has a control character, and cannot be typed into a terminal',
    facts: { word: JSON.stringify(word) },
  });
}
