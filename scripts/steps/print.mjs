import { relative } from 'node:path';
import { root } from '../run/project.mjs';
import { countLine } from './results.mjs';

/** One line for a step that went well; the story of each failure for one that did not. */
export function printStep(name, results, milliseconds) {
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  console.log(`${name.padEnd(12)} ${countLine(results).padEnd(40)} ${time.padStart(8)}`);
  for (const result of results) {
    if (result.outcome === 'failed')
      console.log(`\n${titleOf(result)}\n${indent(result.detail)}\n`);
  }
}

/** Failures by name, then everything that was skipped and why, the same reason once. */
export function printSummary(results, missingPeers) {
  console.log('');
  for (const result of results) {
    if (result.outcome === 'failed') console.log(`failed: ${titleOf(result)}`);
  }
  const skipped = results.filter((result) => result.outcome === 'skipped');
  for (const reason of new Set(skipped.map(({ detail }) => detail))) {
    console.log(`skipped: ${reason}`);
    for (const result of skipped) {
      if (result.detail === reason) console.log(`    ${titleOf(result)}`);
    }
  }
  for (const { title, reason } of missingPeers) console.log(`missing: ${title}: ${reason}`);
}

function titleOf({ name, file }) {
  if (file === undefined || file === '') return name;
  // A compiled file is named where it was loaded, its source where a source map told.
  const source = relative(root, file)
    .replace(/^out\//, '')
    .replace(/\.js$/, '.ts');
  return name === file ? source : `${source}: ${name}`;
}

function indent(text) {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
