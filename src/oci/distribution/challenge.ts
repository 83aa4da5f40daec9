/** One authentication challenge (RFC 7235, section 2.1). */
export interface Challenge {
  /** In lower case, as it is compared without regard to case. */
  readonly scheme: string;
  /** Keys in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

// RFC 7230 section 3.2.6 (token, quoted-string) and RFC 7235 section 2.1 (token68).
const tokenPattern = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const quotedPattern = /"((?:[^"\\]|\\.)*)"/y;
const separatorPattern = /[\s,]*/y;
const spacePattern = /[ \t]*/y;
const token68Pattern = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;

/**
 * Reads the value of a WWW-Authenticate header, several of them joined by commas included. Stops at
 * the first thing that is no challenge and returns what came before.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let parameters = new Map<string, string>();
  let at = skip(header, 0, separatorPattern);
  while (at < header.length) {
    const name = match(header, at, tokenPattern);
    if (name === undefined) break;
    const afterName = skip(header, name.end, spacePattern);
    if (header[afterName] === '=' && challenges.length > 0) {
      const value = parameterValue(header, skip(header, afterName + 1, spacePattern));
      if (value === undefined) break;
      parameters.set(name.text.toLowerCase(), value.text);
      at = value.end;
    } else {
      parameters = new Map();
      challenges.push({ scheme: name.text.toLowerCase(), parameters });
      at = skipToken68(header, afterName);
    }
    at = skip(header, at, separatorPattern);
  }
  return challenges;
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

function parameterValue(header: string, at: number): Piece | undefined {
  const quoted = match(header, at, quotedPattern);
  if (quoted) return { text: quoted.text.slice(1, -1).replace(/\\(.)/g, '$1'), end: quoted.end };
  return match(header, at, tokenPattern);
}

/** `Negotiate <base64>`: no registry scheme we speak has one, but the challenges behind it count. */
function skipToken68(header: string, at: number): number {
  const candidate = match(header, at, token68Pattern);
  return candidate?.end ?? at;
}

function match(text: string, at: number, pattern: RegExp): Piece | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found ? { text: found[0], end: pattern.lastIndex } : undefined;
}

function skip(text: string, at: number, pattern: RegExp): number {
  return match(text, at, pattern)?.end ?? at;
}
