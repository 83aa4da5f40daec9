import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installed, withoutWindow } from '../support/workbench/installed';
import { reviewFlow } from '../support/workbench/reviewFlow';
import { inReviewSession } from '../support/workbench/reviewSession';

test(
  'a person compares the chart at hand with what is published, and sees what is to be published where',
  { skip: withoutWindow },
  () =>
    inReviewSession(installed(), async (session, places) => {
      const happened: string[] = [];
      for await (const step of reviewFlow(session, places)) happened.push(step.happened);
      const [compared = '', planned = ''] = happened;
      assert.match(compared, /^Summary 1\.3\.0 → 1\.4\.0 .*templates, budget\.yaml \+1, /);
      assert.match(
        planned,
        /dev same · charts\/storefront · .*prod not published · live\/storefront · newest 1\.3\.0/,
      );
      assert.match(planned, /dev differs · charts\/worker · .*prod not published · live\/worker/);
    }),
);
