import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectAcr, everything, setUpAcr } from '../../support/acr/acrFixture';
import { inEcr } from '../../support/ecr/wholeEcr';
import { without } from '../../support/peer';
import { setUpDesk } from '../../support/publishing/desk';
import { hostedFlow } from '../../support/publishing/hostedFlow';

const common = [
  'a chart is pushed, and the same again is as good as done',
  'the version is listed with what it is',
  'the version is described',
  'the version is pulled and exported',
];
const end = ['a second tag is put on and taken off', 'the version is deleted', 'nothing is left'];

describe('the whole way of a chart', { skip: without('dockerRegistry') }, () => {
  it('leads through an ECR', async (t) => {
    const desk = await setUpDesk(t);
    await inEcr(async ({ state, connect }) => {
      assert.deepEqual(await stepsOf(hostedFlow(connect(), 'team/lobby', desk)), [
        ...['the registry takes the login', 'an immutable repository is made'],
        ...common,
        ...['an immutable version is not replaced', ...end],
      ]);
      assert.equal(state.repositories.size, 0);
    });
  });

  it('leads through an ACR, by a Microsoft account and by a token', async (t) => {
    const accounts = { ann: everything, ci: everything };
    const { front, desk } = await setUpAcr(t, { accounts, passwords: { ci: 'secret' } });
    const login = { kind: 'password', username: 'ci', password: 'secret' } as const;
    const byAccount = hostedFlow(connectAcr(front.host), 'charts/lobby', desk);
    const steps = await stepsOf(byAccount);
    assert.deepEqual(steps, [
      'the registry takes the login',
      ...common,
      ...['a locked version is not replaced', 'the lock is taken off', ...end],
    ]);
    const byToken = connectAcr(front.host, { login });
    assert.deepEqual(await stepsOf(hostedFlow(byToken, 'charts/lobby', await setUpDesk(t))), steps);
    assert.equal(front.content.repositories.size, 0);
  });

  it('leaves nothing behind when a step fails', async (t) => {
    const desk = await setUpDesk(t);
    await inEcr(async ({ state, connect }) => {
      state.denied.add('ecr:PutImage');
      const steps = stepsOf(hostedFlow(connect(), 'team/lobby', desk));
      await assert.rejects(steps, { code: 'oci.denied' });
      assert.equal(state.repositories.size, 0);
    });
  });
});

async function stepsOf(flow: AsyncIterable<string>): Promise<string[]> {
  const steps: string[] = [];
  for await (const step of flow) steps.push(step);
  return steps;
}
