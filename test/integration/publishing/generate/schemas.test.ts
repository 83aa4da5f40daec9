import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { sha256 } from '../../../../src/oci/digest';
import { argoApplication } from '../../../../src/publishing/generate/argoApplication';
import { azurePipeline } from '../../../../src/publishing/generate/azurePipelines';
import { fluxRelease } from '../../../../src/publishing/generate/fluxRelease';
import { githubWorkflow } from '../../../../src/publishing/generate/github';
import { gitlabJob } from '../../../../src/publishing/generate/gitlab';
import type { Pipeline } from '../../../../src/publishing/generate/pipeline';
import { checkManifests } from '../../../support/generate/definitions';
import { problemsInWorkflow } from '../../../support/generate/githubParser';
import { checkAgainst } from '../../../support/generate/jsonSchema';
import { hosts, mirroring, oddTexts, publishing } from '../../../support/generate/pipelines';
import { without } from '../../../support/peer';
import { temporaryFolder } from '../../../support/temporaryFolder';

/** One of each kind, and those with odd names. */
const pipelines: readonly Pipeline[] = [
  ...Object.values(hosts).flatMap((host) => [
    publishing(host, { hasDependencies: true }),
    publishing(host, { on: 'tag' }),
    mirroring(host),
  ]),
  ...oddTexts.map((odd) => publishing(hosts.generic, { chart: odd, path: `charts/${odd}` })),
];

describe("pipelines and their hosts' own schemas", { skip: without('checkJsonSchema') }, () => {
  for (const [schema, make] of [
    ['github-workflows', githubWorkflow],
    ['gitlab-ci', (pipeline: Pipeline) => gitlabJob(pipeline)],
    ['azure-pipelines', azurePipeline],
  ] as const) {
    it(`agree: ${schema}`, async (t) => {
      const texts = pipelines.map(make).filter((text) => !text.includes('AWSShellScript@1'));
      await checkAgainst(schema, texts, await temporaryFolder(t));
    });

    it(`would not agree with a key that is misspelt: ${schema}`, async (t) => {
      const text = make(publishing(hosts.ecr)).replace(/\b(?:steps|id_tokens):/, 'stepz:');
      await assert.rejects(checkAgainst(schema, [text], await temporaryFolder(t)), /stepz/);
    });
  }
});

describe('a task of the AWS Toolkit, which the schema of Azure does not know', () => {
  it('has the inputs of its task.json', () => {
    const { steps } = parse(azurePipeline(publishing(hosts.ecr))) as {
      readonly steps: readonly { readonly task?: string; readonly inputs?: object }[];
    };
    const inputs = steps.find(({ task }) => task === 'AWSShellScript@1')?.inputs;
    // aws-toolkit-azure-devops, src/tasks/AWSShellScript/task.json
    assert.deepEqual(Object.keys(inputs ?? {}), [
      ...['awsCredentials', 'regionName', 'scriptType', 'inlineScript'],
      ...['disableAutoCwd', 'workingDirectory'],
    ]);
  });
});

describe("workflows and GitHub's own parser", () => {
  it('agree, expressions too', async () => {
    for (const pipeline of pipelines) {
      const text = githubWorkflow(pipeline);
      assert.deepEqual(await problemsInWorkflow(text), [], text);
    }
  });

  it('would not agree with an expression that names nothing', async () => {
    const text = githubWorkflow(publishing(hosts.ecr)).replace('vars.', 'variables.');
    assert.match((await problemsInWorkflow(text)).join('\n'), /variables/);
  });
});

const digest = sha256('manifest');
const references = [
  { registry: hosts.ecr, repository: 'charts/app', tag: '1.2.3_build.4', digest },
  { registry: hosts.acr, repository: 'app', tag: 'stable', digest },
  { registry: hosts.generic, repository: 'a/b__c/0-x.y', tag: '1.0' },
];

describe(
  'manifests and the definitions of their kinds',
  { skip: without('fluxModels', 'argoModels') },
  () => {
    it('agree for Flux', async () => {
      for (const reference of references) {
        for (const ref of [{ tag: reference.tag }, { digest }, { semver: '>=1.2.3 <2' }]) {
          assert.equal(await checkManifests(fluxRelease(reference, ref, 'shop'), 'fluxModels'), 2);
        }
      }
    });

    it('agree for Argo CD', async () => {
      for (const reference of references) {
        assert.equal(await checkManifests(argoApplication(reference, 'shop'), 'argoModels'), 1);
      }
    });

    it('would not agree with another form', async () => {
      const [reference] = references;
      assert.ok(reference);
      const flux = fluxRelease(reference, { digest }, undefined);
      await assert.rejects(
        checkManifests(flux.replace('operation: copy', 'operation: move'), 'fluxModels'),
        /operation/,
      );
      const argo = argoApplication(reference, undefined);
      await assert.rejects(
        checkManifests(argo.replace('  project:', '  projects:'), 'argoModels'),
        /project/,
      );
    });
  },
);
