/**
 * Matches a path with forward slashes as VS Code's globs do: `*` and `?` stay within one part, `**` stands for any
 * number of parts, `{a,b}` for one of several, `[a-z]` for one character. A glob that cannot be read matches nothing.
 */
export function pathMatches(path: string, glob: string): boolean {
  const trimmed = glob.replace(/^\.\//, '').replace(/(?<=.)\/$/, '');
  try {
    return new RegExp(`^${expressionOf(trimmed)}$`, 'u').test(path);
  } catch {
    return false;
  }
}

const special = /\*\*\/|\/\*\*$|\*\*|\*|\?|\{|\}|,|\[!?[^\]]*\]|[^*?{},[]/gu;

function expressionOf(glob: string): string {
  let depth = 0;
  return glob.replace(special, (token) => {
    switch (token) {
      case '**/':
        return '(?:[^/]+/)*';
      case '/**':
        return '(?:/.*)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        depth += 1;
        return '(?:';
      case '}':
        depth -= 1;
        return ')';
      case ',':
        return depth > 0 ? '|' : ',';
      default:
        return token.startsWith('[') && token.length > 2
          ? token.replace(/^\[!/, '[^')
          : token.replace(/[\\^$.|+()[\]]/u, '\\$&');
    }
  });
}
