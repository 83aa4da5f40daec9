import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { tagOfVersion } from '../../../src/chart/tag';
import { sha256 } from '../../../src/oci/digest';
import { parseManifest } from '../../../src/oci/manifest';
import { kindOfType } from '../../../src/publishing/artifactKind';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import type { Registry } from '../../../src/registries/registry';
import { connectAcr, everything, setUpAcr } from '../../support/acr/acrFixture';
import { simpleChart } from '../../support/charts/exampleCharts';
import { addRepository, issuePassword } from '../../support/ecr/state';
import { inEcr } from '../../support/ecr/wholeEcr';
import { helmAt, type Helm } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { setUpDesk, type Desk } from '../../support/publishing/desk';
import { versionsOf } from '../../support/listed';

describe('Helm and Chartroom', { skip: without('helm', 'dockerRegistry') }, () => {
  it('publish to one ECR, and each takes what the other pushed', async (t) => {
    await inEcr(async ({ state, front, connect }) => {
      for (const name of ['charts/lobby', 'helm/lobby']) addRepository(state, name);
      const desk = await setUpDesk(t);
      const { password } = issuePassword(state);
      const helm = await signedIn(desk, front.host, 'AWS', password);
      await exchange(desk, helm, connect(), front.host);
    });
  });

  it('publish to one Azure Container Registry, and each takes what the other pushed', async (t) => {
    const { front, desk } = await setUpAcr(t, {
      accounts: { ann: everything, admin: everything },
      passwords: { admin: 'secret' },
    });
    const helm = await signedIn(desk, front.host, 'admin', 'secret');
    await exchange(desk, helm, connectAcr(front.host), front.host);
  });
});

async function signedIn(
  desk: Desk,
  host: string,
  username: string,
  password: string,
): Promise<Helm> {
  const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
  await helm('registry', 'login', host, '--insecure', '-u', username, '-p', password);
  return helm;
}

/** A chart of ours to Helm, and the same chart of Helm's to us, who tell by the listing alone what it is. */
async function exchange(desk: Desk, helm: Helm, registry: Registry, host: string): Promise<void> {
  const source = await desk.chart('lobby', simpleChart);
  const { reference, version } = await saveChart(source, desk.saved);
  const tag = tagOfVersion(version);
  const ours = await pushChart(desk.saved, reference, registry.repository('charts/lobby'), tag);
  const said = await helm(
    ...['pull', `oci://${host}/charts/lobby`, '--version', version, '-d', desk.folder],
  );
  assert.match(said, new RegExp(`Digest: ${ours.digest}`));
  const archive = join(desk.folder, `lobby-${version}.tgz`);
  const { layers } = parseManifest(await desk.saved.manifest(reference));
  assert.equal(sha256(await readFile(archive)), layers[0]?.digest);

  await helm('package', source, '-d', desk.output);
  await helm('push', join(desk.output, `lobby-${version}.tgz`), `oci://${host}/helm`);
  const [theirs] = await versionsOf(registry, 'helm/lobby');
  assert.equal(theirs?.tag, tag);
  assert.equal(kindOfType(theirs.artifactType ?? ''), 'chart');
}
