import { ChartroomError } from '../base/error';
import { matchesGlob, parseGlob, type Glob } from './glob';

/** The rules of a .helmignore. */
export interface IgnoreRules {
  /** `path` is relative to the chart, with `/`. A directory that is ignored takes all it holds with it. */
  ignores(path: string, isDirectory: boolean): boolean;
}

interface Rule {
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
  /** Matched against the whole path; otherwise against its last part. */
  readonly anchored: boolean;
  /** Undefined matches nothing: what is left of a pattern such as `a\/` is none. */
  readonly glob: Glob | undefined;
}

// bufio.Scanner gives up on longer lines.
const lineLimit = 65_536;

/**
 * Reads a .helmignore as Helm does (pkg/ignore/rules.go), with the rule it always adds: dot files
 * directly in templates/. Without a file, pass the empty text.
 *
 * @throws ChartroomError `chart.ignore-invalid` with the facts line (from one), pattern and reason.
 */
export function parseIgnore(text: string): IgnoreRules {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const rules = lines
    .map((line, index) => parseRule(line, index + 1))
    .filter((rule) => rule !== undefined);
  const always = ruleOf('templates/.?*');
  return { ignores: (path, isDirectory) => decide([...rules, always], path, isDirectory) };
}

function decide(rules: readonly Rule[], path: string, isDirectory: boolean): boolean {
  if (path === '' || path === '.' || path === './') return false;
  const base = path.slice(path.lastIndexOf('/') + 1);
  for (const rule of rules) {
    const applies = isDirectory || !rule.directoriesOnly;
    const matches =
      applies && rule.glob !== undefined && matchesGlob(rule.glob, rule.anchored ? path : base);
    // A negated rule keeps nothing: it ignores whatever it does not match, and leaves the rest to the next rule.
    if (matches !== rule.negated) return true;
  }
  return false;
}

function parseRule(line: string, number: number): Rule | undefined {
  if (Buffer.byteLength(line) >= lineLimit) throw invalid(number, '', 'the line is too long');
  const pattern = line.trim();
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  if (pattern.includes('**')) {
    throw invalid(number, pattern, 'double-star (**) syntax is not supported');
  }
  if (!parseGlob(pattern)) throw invalid(number, pattern, 'syntax error in pattern');
  return ruleOf(pattern);
}

function ruleOf(pattern: string): Rule {
  const negated = pattern.startsWith('!');
  const positive = negated ? pattern.slice(1) : pattern;
  const directoriesOnly = positive.endsWith('/');
  const path = directoriesOnly ? positive.slice(0, -1) : positive;
  return {
    negated,
    directoriesOnly,
    anchored: path.includes('/'),
    // Helm drops one slash whenever it uses the rule, so after a few paths none is left.
    glob: parseGlob(path.replace(/^\/+/, '')),
  };
}

function invalid(line: number, pattern: string, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.ignore-invalid',
    template: '.helmignore cannot be used: {reason} (line {line}: {pattern})',
    facts: { line, pattern, reason },
  });
}
