import { ChartroomError } from '../../base/error';

/** The most characters that `helm create` takes (pkg/chart/v2/util/create.go, maxChartNameLength). */
const longestName = 250;

/**
 * The rules of `helm create` for the name of a new chart.
 *
 * @throws ChartroomError `chart.name-invalid`
 */
export function checkChartName(name: string): void {
  if (name === '') throw invalid('The chart has no name yet');
  if (name.length > longestName) {
    throw invalid('The name has {length} characters; Helm takes {most} at most', {
      length: name.length,
      most: longestName,
    });
  }
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    throw invalid('Helm takes letters, digits, ".", "_" and "-" in the name of a chart');
  }
  if (name === '.' || name === '..') throw invalid('"{name}" is not allowed', { name });
}

function invalid(template: string, facts: Record<string, string | number> = {}): ChartroomError {
  return new ChartroomError({ code: 'chart.name-invalid', template, facts });
}
