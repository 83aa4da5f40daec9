/** The most characters of a file's output that are told beside its failed tests. */
const outputLimit = 4_000;

/**
 * Reads what the reporter of the tests wrote (test/support/report/testRecord.ts).
 *
 * @returns {import('./results.mjs').Result[]} a failed test has the output of its file in its detail
 */
export function readRecords(lines) {
  const records = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const output = new Map();
  for (const { outcome, file, detail } of records) {
    if (outcome === 'output') output.set(file, (output.get(file) ?? '') + detail);
  }
  return records
    .filter(({ outcome }) => outcome !== 'output')
    .map((record) => withOutput(record, output.get(record.file)));
}

function withOutput(record, output) {
  if (record.outcome !== 'failed' || output === undefined) return record;
  return {
    ...record,
    detail: `${record.detail}\nOutput of the file:\n${output.slice(-outputLimit)}`,
  };
}
