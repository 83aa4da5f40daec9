/** Place, and what was executed there (pkg/engine/engine.go of Helm 4, `TraceableError`). */
const step =
  /^(?<place>[^\s/]+\/[^\n:]+(?::\d+){1,2})\n {2}(?:(?<executing>executing "[^\n]*>:)\n {4})?/gm;

/**
 * The words about a template that failed as Helm 3 prints them, each step behind the one that led to it. Helm 4 has lines of
 * their own for each step. Other words stay as they are.
 */
export function traceInOneLine(text: string): string {
  const steps = text.replace(step, (...found: unknown[]) => {
    const { place, executing } = found.at(-1) as Record<string, string | undefined>;
    return ['template', place, executing === undefined ? '' : `${executing} `].join(': ');
  });
  return steps === text ? text : steps.replace(/:\n(?=template: )/g, ': ').trimEnd();
}
