import assert from 'node:assert/strict';
import { test } from 'node:test';
import { annotateFlow } from '../support/workbench/annotateFlow';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

test(
  'a person sees what is wrong in a Chart.yaml, and takes the quick fix',
  { skip: withoutWindow },
  () =>
    inSession(installed(), async ({ window, workspace, registry }) => {
      const steps = new Map<string, string>();
      const flow = annotateFlow(window, { registry: registry.host, workspace });
      for await (const { name, happened } of flow) steps.set(name, happened);
      assert.match(steps.get('annotated') ?? '', /helm push would send it to/);
      assert.match(steps.get('fixed') ?? '', /"1\.10"/);
    }),
);
