import type { Helm } from '../helm';

/** What `helm lint` says of a chart, such as `[ERROR] Chart.yaml: name is required`. */
export type LintLines = readonly string[];

/** Lints several charts in one run of Helm, which fails as soon as one of them does. */
export async function helmLint(
  helm: Helm,
  folders: readonly string[],
): Promise<ReadonlyMap<string, LintLines>> {
  const text = await helm('lint', ...folders).catch(outputOf);
  const parts = text.split(/^==> Linting /m).slice(1);
  return new Map(
    parts.map((part) => {
      const [folder = '', ...lines] = part.split('\n');
      return [folder, joined(lines)];
    }),
  );
}

/** A line that does not begin with a severity goes on with the one before. */
function joined(lines: readonly string[]): LintLines {
  const messages: string[] = [];
  for (const line of lines) {
    if (/^\[(?:INFO|WARNING|ERROR)\]/.test(line)) messages.push(line);
    else if (
      line.startsWith('\t') ||
      (line !== '' && messages.length > 0 && !/^(?:Error|\d+ chart)/.test(line))
    ) {
      messages.push(`${messages.pop() ?? ''} ${line.trim()}`);
    }
  }
  return messages;
}

function outputOf(error: unknown): string {
  if (error instanceof Error && 'stdout' in error) return String(error.stdout);
  throw error;
}
