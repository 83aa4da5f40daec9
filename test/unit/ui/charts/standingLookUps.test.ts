import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../../../src/base/log';
import type { PlaceStanding } from '../../../../src/ui/charts/placeNode';
import {
  createStandingLookUps,
  type StandingLookUps,
} from '../../../../src/ui/charts/standingLookUps';
import type { WorkspaceChart } from '../../../../src/ui/charts/workspaceCharts';

const place = { configured: '', form: 'parent', registry: 'h', repository: 'r' } as const;
const same: PlaceStanding = { place, standing: { is: 'same', repositoryMissing: false } };

function chart(directory: string): WorkspaceChart {
  return { directory, folder: directory } as WorkspaceChart;
}

interface Desk {
  readonly lookUps: StandingLookUps;
  readonly asked: string[];
  /** Resolves with the next folder there is news of. */
  readonly news: () => Promise<string>;
}

function desk(
  answer: (directory: string, signal: AbortSignal | undefined) => Promise<readonly PlaceStanding[]>,
): Desk {
  const asked: string[] = [];
  let tell: (directory: string) => void = () => undefined;
  const lookUps = createStandingLookUps({
    log: silentLog,
    standingsOf: ({ directory }, { signal }) => {
      asked.push(directory);
      return answer(directory, signal);
    },
    onNews: (directory) => {
      tell(directory);
    },
  });
  const news = (): Promise<string> =>
    new Promise((resolve) => {
      tell = resolve;
    });
  return { lookUps, asked, news };
}

describe('looking up what is published', () => {
  it('begins when somebody looks, and tells only what is news', async (t) => {
    const { lookUps, asked, news } = desk(() => Promise.resolve([same]));
    t.after(() => {
      lookUps.dispose();
    });
    lookUps.ask([chart('a')]);
    assert.deepEqual(asked, []);
    const first = news();
    lookUps.show(true);
    assert.equal(await first, 'a');
    assert.deepEqual(lookUps.known('a'), [same]);
    const second = news();
    lookUps.ask([chart('a'), chart('b')]);
    assert.equal(await second, 'b');
    assert.deepEqual(asked, ['a', 'a', 'b']);
    lookUps.keep([chart('b')]);
    assert.equal(lookUps.known('a'), undefined);
  });

  it('is given up when nobody looks any more, and taken up again', async (t) => {
    let isStarted: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      isStarted = resolve;
    });
    let isFirst = true;
    const { lookUps, asked, news } = desk((_, signal) => {
      if (!isFirst) return Promise.resolve([same]);
      isFirst = false;
      isStarted();
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new DOMException('Aborted', 'AbortError'));
        });
      });
    });
    t.after(() => {
      lookUps.dispose();
    });
    lookUps.show(true);
    lookUps.ask([chart('a')]);
    await started;
    lookUps.show(false);
    assert.equal(lookUps.known('a'), undefined);
    const found = news();
    lookUps.show(true);
    assert.equal(await found, 'a');
    assert.deepEqual(asked, ['a', 'a']);
  });
});
