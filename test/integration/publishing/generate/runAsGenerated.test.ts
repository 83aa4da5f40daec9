import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { azurePipeline } from '../../../../src/publishing/generate/azurePipelines';
import { githubWorkflow } from '../../../../src/publishing/generate/github';
import { gitlabJob } from '../../../../src/publishing/generate/gitlab';
import type { Pipeline } from '../../../../src/publishing/generate/pipeline';
import { publishTarget } from '../../../../src/publishing/publishTarget';
import {
  addDependency,
  dependencyEntry,
} from '../../../../src/publishing/generate/dependencyEntry';
import { helmCommand, helmVerbs } from '../../../../src/publishing/generate/helmCommands';
import { simpleChart } from '../../../support/charts/exampleCharts';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { writeFiles } from '../../../support/charts/writeFiles';
import { mirroring, publishing } from '../../../support/generate/pipelines';
import { runScripts, type Runner } from '../../../support/generate/runScripts';
import { azureScripts, githubScripts, gitlabScripts } from '../../../support/generate/scripts';
import { helmAt, type Helm } from '../../../support/helm';
import { peer, without } from '../../../support/peer';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { onlyAli, startDockerRegistry } from '../../../support/servers/dockerRegistry';
import { startNpmRegistry } from '../../../support/servers/npmRegistry';
import { temporaryFolder } from '../../../support/temporaryFolder';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const login = { REGISTRY_USERNAME: 'ali', REGISTRY_PASSWORD: 'open sesame' };

const forges = [
  ['GitHub', githubWorkflow, githubScripts],
  ['GitLab', (pipeline: Pipeline) => gitlabJob(pipeline), gitlabScripts],
  ['Azure', azurePipeline, azureScripts],
] as const;

interface Stage {
  readonly host: string;
  readonly folder: string;
  /** Where the chart is in the checkout. */
  readonly path: string;
  readonly runner: Runner;
}

/** A registry that wants a login, the command line in a registry of npm, and a checkout with one chart. */
async function setUp(t: TestContext, path: string): Promise<Stage> {
  const folder = await temporaryFolder(t);
  const registry = await startDockerRegistry({
    directory: join(folder, 'registry'),
    auth: onlyAli,
  });
  t.after(() => registry.stop());
  const npm = await startNpmRegistry(dirname(peer('cli')), folder);
  t.after(() => npm.stop());
  const directory = join(folder, 'checkout');
  await writeFiles(join(directory, path), simpleChart);
  execFileSync('git', ['init', '--quiet', directory]);
  return {
    ...{ host: registry.host, folder, path },
    runner: { directory, home: folder, npmRegistry: npm.url, variables: login },
  };
}

function pipelineOf({ host, path }: Stage): Pipeline {
  const target = publishTarget(`oci://${host}/charts/`, 'lobby');
  return { ...publishing(host, { chart: 'lobby', path, target }), toolVersion: version };
}

describe(
  'a generated job, run as it is',
  { skip: without('cli', 'dockerRegistry', 'helm') },
  () => {
    for (const [name, make, scriptsIn] of forges) {
      it(`publishes the chart: ${name}`, async (t) => {
        const stage = await setUp(t, 'charts/lobby');
        const scripts = scriptsIn(make(pipelineOf(stage)));
        const printed = await runScripts(scripts, stage.runner);
        assert.match(printed, new RegExp(`Pushed: ${stage.host}/charts/lobby:1\\.2\\.3_build\\.7`));

        const helm = await helmAt(peer('helm'), join(stage.folder, 'helm'));
        await helm(
          'registry',
          'login',
          stage.host,
          '--username',
          'ali',
          '--password',
          'open sesame',
        );
        const source = `oci://${stage.host}/charts/lobby`;
        await helm('pull', source, '--version', '1.2.3+build.7', '--untar');
        assert.equal(
          await readFile(join(stage.folder, 'helm', 'lobby', 'Chart.yaml'), 'utf8'),
          simpleChart['Chart.yaml'],
        );

        assert.match(await runScripts(scripts, stage.runner), /Unchanged: /);
        const chartYaml = join(stage.runner.directory, stage.path, 'Chart.yaml');
        await appendFile(chartYaml, 'keywords: [other]\n');
        await assert.rejects(runScripts(scripts, stage.runner), { code: 5 });
      });
    }

    it('publishes a chart of an odd folder, and runs nothing that its name says', async (t) => {
      const stage = await setUp(t, `charts/it's $(touch pwned) \${{ x }}`);
      for (const [, make, scriptsIn] of forges) {
        assert.match(
          await runScripts(scriptsIn(make(pipelineOf(stage))), stage.runner),
          /(?:Pushed|Unchanged): /,
        );
      }
      const found = execFileSync('find', [stage.folder, '-name', 'pwned'], { encoding: 'utf8' });
      assert.equal(found, '');
    });

    it('runs a mirror', async (t) => {
      const stage = await setUp(t, 'charts/lobby');
      const upstream = await startChartRepository({
        folder: await publishCharts(join(stage.folder, 'upstream'), [
          ['web', '1.0.0'],
          ['web', '1.1.0'],
        ]),
      });
      t.after(() => upstream.stop());
      await writeFiles(stage.runner.directory, {
        'chartroom.mirror.yaml': `target: oci://${stage.host}/mirrored/\nsources:\n  - url: ${upstream.url}\n    charts: [web]\n`,
      });
      for (const [, make, scriptsIn] of forges) {
        const pipeline = { ...mirroring(stage.host), toolVersion: version };
        await runScripts(scriptsIn(make(pipeline)), stage.runner);
      }
      const helm = await helmAt(peer('helm'), join(stage.folder, 'helm'));
      await helm('registry', 'login', stage.host, '--username', 'ali', '--password', 'open sesame');
      await helm('pull', `oci://${stage.host}/mirrored/web`, '--version', '1.1.0');
    });

    it('stops at a chart that is not in order, before anything is published', async (t) => {
      const stage = await setUp(t, 'charts/lobby');
      const chartYaml = join(stage.runner.directory, stage.path, 'Chart.yaml');
      await appendFile(chartYaml, 'dependencies: none\n');
      for (const [, make, scriptsIn] of forges) {
        await assert.rejects(runScripts(scriptsIn(make(pipelineOf(stage))), stage.runner), {
          code: 6,
        });
      }
    });
  },
);

describe('what is generated for Helm', { skip: without('cli', 'dockerRegistry', 'helm') }, () => {
  const reference = (host: string) => ({
    ...{ registry: host, repository: 'charts/lobby', tag: '1.2.3_build.7', chart: 'lobby' },
  });

  /** A published chart, and a Helm that is signed in. */
  async function publish(t: TestContext): Promise<{ readonly stage: Stage; readonly helm: Helm }> {
    const stage = await setUp(t, 'charts/lobby');
    await runScripts(githubScripts(githubWorkflow(pipelineOf(stage))), stage.runner);
    const helm = await helmAt(peer('helm'), join(stage.folder, 'helm'));
    await helm('registry', 'login', stage.host, '--username', 'ali', '--password', 'open sesame');
    return { stage, helm };
  }

  it('finds the chart by its lines', async (t) => {
    const { stage, helm } = await publish(t);
    for (const verb of helmVerbs) {
      const [, ...words] = helmCommand(verb, reference(stage.host), 'shop').split(' ');
      const run = helm(...words);
      // These two go on to a cluster, and there is none.
      if (verb === 'install' || verb === 'upgrade') {
        await assert.rejects(run, /Kubernetes cluster unreachable/);
      } else {
        await run;
      }
    }
  });

  it('has Helm put the dependency into charts/', async (t) => {
    const { stage, helm } = await publish(t);
    const yaml = 'apiVersion: v2\nname: hotel\nversion: 0.1.0\n';
    const entry = dependencyEntry(reference(stage.host));
    const { text } = addDependency(yaml, entry, 'Chart.yaml');
    const parent = await writeFiles(join(stage.folder, 'hotel'), { 'Chart.yaml': yaml + text });
    await helm('dependency', 'update', parent);
    assert.deepEqual(await readdir(join(parent, 'charts')), ['lobby-1.2.3+build.7.tgz']);
    await helm('dependency', 'build', parent);
  });
});
