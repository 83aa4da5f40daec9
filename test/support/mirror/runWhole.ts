import { tmpdir } from 'node:os';
import type { Mirror } from '../../../src/publishing/mirror/mirror';
import type { MirrorPlaces } from '../../../src/publishing/mirror/origin';
import { planMirror } from '../../../src/publishing/mirror/planMirror';
import { runMirror } from '../../../src/publishing/mirror/runMirror';
import { ChartroomError } from '../../../src/base/error';

/** What a mirror did: of each version its tag, what the plan said and what came of it; and codes of the problems. */
export interface Told {
  readonly versions: readonly (readonly [tag: string, state: string, outcome: string])[];
  readonly problems: readonly string[];
}

/** Plans a mirror and runs all of the plan. */
export async function runWhole(mirror: Mirror, places: MirrorPlaces): Promise<Told> {
  const plan = await planMirror(mirror, places);
  const results = await runMirror(plan.versions, mirror, places, { temporaryFolder: tmpdir() });
  return {
    versions: results.map((result) => {
      const { repository } = result.version.target;
      const outcome = result.outcome === 'failed' ? codeOf(result.error) : result.outcome;
      return [`${repository}:${result.version.tag}`, result.version.state.is, outcome];
    }),
    problems: plan.problems.map(({ error }) => codeOf(error)),
  };
}

/** The code of one of our own errors, or else its message. */
export function codeOf(error: Error): string {
  return error instanceof ChartroomError ? error.code : error.message;
}
