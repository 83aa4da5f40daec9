import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gatherPeers } from './peers/peers.mjs';
import { ensureDependencies } from './run/dependencies.mjs';
import { cache, root } from './run/project.mjs';
import { printStep, printSummary } from './steps/print.mjs';
import { countLine, failed, skipped } from './steps/results.mjs';
import { chooseSteps } from './steps/steps.mjs';

// `npm test`, or `npm test -- unit integration` for a choice of steps (docs/testing.md).
const results = [];
const missing = [];
try {
  const chosen = chooseSteps(process.argv.slice(2));
  await ensureDependencies(root);
  const wanted = chosen.flatMap(({ peers = [], takes = [] }) => [...peers, ...takes]);
  const peers = await gatherPeers(new Set(wanted), join(cache, 'peers'));
  missing.push(...peers.missing);
  if (isSet(process.env.CI) && missing.length > 0) report('peers', missing.map(lacking), 0);
  await runSteps(chosen, peers.env);
} catch (error) {
  report('npm test', [failed('npm test', error.message)], 0);
}
printSummary(results, missing);
console.log(countLine(results));
process.exitCode = hasFailed(results) ? 1 : 0;

async function runSteps(chosen, env) {
  const unfit = new Set();
  for (const step of chosen) {
    const start = performance.now();
    const stepResults = await runStep(step, env, unfit);
    if (hasFailed(stepResults)) unfit.add(step.name);
    report(step.name, stepResults, performance.now() - start);
  }
}

async function runStep(step, env, unfit) {
  const spoilt = (step.after ?? []).filter((name) => unfit.has(name));
  if (spoilt.length > 0) return [failed(step.name, `not run, because ${spoilt.join(', ')} failed`)];
  const without = missing.filter(({ name }) => step.takes?.includes(name));
  if (without.length > 0) {
    return [skipped(step.name, `needs ${without.map(({ title }) => title).join(', ')}`)];
  }
  try {
    const stepResults = await step.run({ env });
    return stepResults.length > 0 ? stepResults : [failed(step.name, 'ran no test')];
  } catch (error) {
    return [failed(step.name, error.stack)];
  }
}

function report(name, stepResults, milliseconds) {
  printStep(name, stepResults, milliseconds);
  results.push(...stepResults);
}

function lacking({ title, reason }) {
  return failed(`needs ${title}`, reason);
}

function hasFailed(some) {
  return some.some(({ outcome }) => outcome === 'failed');
}

function isSet(value) {
  return value !== undefined && value !== '' && value !== 'false';
}
