/**
 * @typedef {object} Result one thing that was checked
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {string} name
 * @property {string} [file]
 * @property {string} [detail] why it failed or was skipped
 */

/** @returns {Result} */
export function passed(name) {
  return { outcome: 'passed', name };
}

/** @returns {Result} */
export function failed(name, detail) {
  return { outcome: 'failed', name, detail };
}

/** @returns {Result} */
export function skipped(name, detail) {
  return { outcome: 'skipped', name, detail };
}

/** The words of the last line of a run. */
export function countLine(results) {
  const count = (outcome) => results.filter((result) => result.outcome === outcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
