import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { azurePipeline } from '../../../../src/publishing/generate/azurePipelines';
import { githubWorkflow, workflowPath } from '../../../../src/publishing/generate/github';
import { gitlabJob } from '../../../../src/publishing/generate/gitlab';
import {
  identityNeeded,
  pipelineName,
  type Pipeline,
  type PublishTask,
} from '../../../../src/publishing/generate/pipeline';
import type { Identity } from '../../../../src/publishing/generate/signIn';
import { hosts, mirroring, oddTexts, publishing } from '../../../support/generate/pipelines';
import { azureScripts, githubScripts, gitlabScripts } from '../../../support/generate/scripts';

const pipelines = [
  ['github', githubWorkflow, githubScripts],
  ['gitlab', (pipeline: Pipeline) => gitlabJob(pipeline), gitlabScripts],
  ['azure', azurePipeline, azureScripts],
] as const;

const identity: Identity = {
  awsRole: 'arn:aws:iam::123456789012:role/publish',
  awsConnection: 'aws publishing',
  azureClient: '11111111-2222-3333-4444-555555555555',
  azureTenant: '66666666-7777-8888-9999-000000000000',
  azureConnection: 'azure publishing',
};

describe('a pipeline that publishes a chart', () => {
  for (const [name, make, scripts] of pipelines) {
    it(`of ${name} lints, then pushes to where the chart goes, with the version it was made by`, () => {
      const lines = scripts(make(publishing(hosts.generic)))
        .join('')
        .trimEnd()
        .split('\n')
        .slice(-2);
      assert.deepEqual(lines, [
        'npx --yes chartroom@1.2.3 lint charts/app --strict',
        'npx --yes chartroom@1.2.3 push charts/app oci://registry.example:5000/charts/',
      ]);
    });

    it(`of ${name} speaks http where the registry is set to it`, () => {
      const http = { plainHttp: true };
      const lines = scripts(make({ ...publishing(hosts.generic), ...http }))
        .join('')
        .split('\n');
      const verbs = lines.flatMap(
        (line) => /chartroom@\S+ (\w+).* --plain-http\b/.exec(line)?.[1] ?? [],
      );
      assert.deepEqual(verbs, ['login', 'push']);
      const mirror = scripts(make({ ...mirroring(hosts.generic), ...http })).join('');
      assert.match(mirror, / mirror chartroom\.mirror\.yaml --plain-http$/m);
      assert.doesNotMatch(make(publishing(hosts.generic)), /plain-http/);
    });

    it(`of ${name} puts dependencies into charts/ first`, () => {
      const [script = ''] = scripts(make(publishing(hosts.acr, { hasDependencies: true })));
      assert.match(script, /deps build charts\/app\nnpx --yes chartroom@1\.2\.3 lint/);
    });

    it(`of ${name} has ECR make a repository that is missing`, () => {
      for (const host of [hosts.ecr, hosts.ecrPublic]) {
        assert.match(scripts(make(publishing(host))).join(''), / --create-repository$/m);
      }
      assert.doesNotMatch(make(publishing(hosts.acr)), /--create-repository/);
    });

    it(`of ${name} says what is known of the identity, and asks for nothing then`, () => {
      for (const host of [hosts.ecr, hosts.acr]) {
        const text = make({ ...publishing(host), identity });
        for (const part of identityNeeded(name, host)) {
          assert.ok(text.includes(identity[part] ?? '?'), `${part} in\n${text}`);
        }
        assert.doesNotMatch(text, /\bSet\b/);
      }
    });

    it(`of ${name} names the variables that somebody has to set where the identity is not known`, () => {
      for (const host of [hosts.ecr, hosts.acr, hosts.generic]) {
        assert.match(make(publishing(host)), /# Set /);
      }
    });

    it(`of ${name} runs a mirror by its file`, () => {
      const text = make(mirroring(hosts.generic, 'mirrors/team.chartroom.mirror.yaml'));
      assert.match(
        scripts(text).join(''),
        /^npx --yes chartroom@1\.2\.3 mirror mirrors\/team\.chartroom\.mirror\.yaml$/m,
      );
      assert.ok(text.includes('17 3 * * *'));
    });

    it(`of ${name} names the other registries of a mirror, to which it does not sign in`, () => {
      const several = mirroring(hosts.acr, 'chartroom.mirror.yaml', [hosts.ecr, hosts.generic]);
      const text = make(several);
      const line = `# The mirror file copies to ${hosts.ecr} and ${hosts.generic} as well: the job has to sign in there too.\n`;
      assert.ok(text.includes(line), text);
      assert.doesNotMatch(make(mirroring(hosts.acr)), /as well/);
    });

    it(`of ${name} takes any name and path for no more than that`, () => {
      for (const odd of oddTexts) {
        const text = make(publishing(hosts.generic, { chart: odd, path: `charts/${odd}` }));
        const script = scripts(text).join('');
        assert.doesNotMatch(text, /\$\{\{ github\.token/, odd);

        assert.ok(!script.includes('${{'), odd);
        assert.ok(!script.includes('$('.concat('System')), odd);
        assert.ok(!script.includes(` ${odd} `) || /^[\w-]+$/.test(odd), odd);
      }
    });
  }
});

describe('a GitHub workflow', () => {
  it('signs in to AWS with a token, in the region of the registry', () => {
    const text = githubWorkflow({ ...publishing(hosts.ecr), identity });
    assert.match(text, /\n {2}id-token: write\n/);
    assert.match(text, /uses: aws-actions\/configure-aws-credentials@v6\n/);
    assert.match(text, /role-to-assume: arn:aws:iam::123456789012:role\/publish\n/);
    assert.match(text, /aws-region: eu-west-1\n/);
    assert.doesNotMatch(text, /secrets\./);
  });

  it('asks for tokens as the partition of AWS and the cloud of Azure want them', () => {
    assert.match(githubWorkflow(publishing(hosts.china)), /audience: sts\.amazonaws\.com\.cn\n/);
    assert.match(githubWorkflow(publishing(hosts.ecrPublic)), /aws-region: us-east-1\n/);
    assert.doesNotMatch(githubWorkflow(publishing(hosts.acr)), /environment:|audience:/);
    for (const [host, environment, audience] of [
      [hosts.acrChina, 'azurechinacloud', 'api://AzureADTokenExchangeChina'],
      ['team.azurecr.us', 'azureusgovernment', 'api://AzureADTokenExchangeUSGov'],
    ] as const) {
      const text = githubWorkflow(publishing(host));
      assert.ok(text.includes(`environment: ${environment}\n`), text);
      assert.ok(text.includes(`audience: ${audience}\n`), text);
    }
  });

  it('has the login of its own registry already', () => {
    const text = githubWorkflow(publishing(hosts.github));
    assert.match(text, /packages: write\n/);
    assert.match(text, /REGISTRY_PASSWORD: \$\{\{ github\.token \}\}\n/);
    assert.doesNotMatch(text, /secrets\.|# Set/);
  });

  it('starts by changes of the chart on the default branch, or by its tags', () => {
    const { on } = parse(githubWorkflow(publishing(hosts.acr))) as { on: unknown };
    assert.deepEqual(on, {
      push: { branches: ['main'], paths: ['charts/app/**'] },
      workflow_dispatch: {},
    });
    const tagged = parse(githubWorkflow(publishing(hosts.acr, { on: 'tag' }))) as { on: unknown };
    assert.deepEqual(tagged.on, {
      push: { tags: ['app-[0-9]*', 'app-v[0-9]*'] },
      workflow_dispatch: {},
    });
    const named = { on: 'tag', tagPattern: 'release+/{version}' } as const;
    assert.match(githubWorkflow(publishing(hosts.acr, named)), /- release\\\+\/\[0-9\]\*\n/);
  });

  it('runs nothing from a cache that another job could have filled', () => {
    const { jobs } = parse(githubWorkflow(publishing(hosts.acr))) as {
      readonly jobs: Record<string, { readonly steps: readonly { readonly with?: object }[] }>;
    };
    const [, node] = jobs['publish-app']?.steps ?? [];
    assert.deepEqual(node?.with, { 'node-version': 24, 'package-manager-cache': false });
  });

  it('waits for no run of another tag, whose place GitHub would give to the next one', () => {
    const groupOf = (pipeline: Pipeline): unknown =>
      (parse(githubWorkflow(pipeline)) as { concurrency: { group: unknown } }).concurrency.group;
    const tagged = publishing(hosts.acr, { on: 'tag' });
    assert.equal(groupOf(tagged), 'publish-app-${{ github.ref }}');
    assert.equal(groupOf(publishing(hosts.acr)), 'publish-app');
    assert.equal(groupOf(mirroring(hosts.acr)), 'mirror-charts');
  });

  it('has a file of its own for each chart', () => {
    assert.equal(workflowPath(publishing(hosts.acr)), '.github/workflows/publish-app.yaml');
    assert.equal(pipelineName(mirroring(hosts.acr).task), 'mirror-charts');
    assert.equal(
      pipelineName(mirroring(hosts.acr, 'a/team.chartroom.mirror.yml').task),
      'mirror-team',
    );
  });
});

describe('a GitLab job', () => {
  it('changes a token of GitLab for a role of AWS', () => {
    const text = gitlabJob({ ...publishing(hosts.ecr), identity });
    assert.match(text, /AWS_ID_TOKEN:\n {6}aud: sts\.amazonaws\.com\n/);
    assert.match(text, /AWS_ROLE_ARN: arn:aws:iam::123456789012:role\/publish\n/);
    const [script = ''] = gitlabScripts(text);
    assert.match(
      script,
      /^export AWS_WEB_IDENTITY_TOKEN_FILE="\$\(mktemp\)"\nprintf '%s' "\$AWS_ID_TOKEN" > /,
    );
  });

  it('asks for a token that the cloud of Azure takes', () => {
    for (const [host, audience] of [
      [hosts.acr, 'api://AzureADTokenExchange'],
      [hosts.acrChina, 'api://AzureADTokenExchangeChina'],
      ['team.azurecr.us', 'api://AzureADTokenExchangeUSGov'],
    ] as const) {
      const text = gitlabJob(publishing(host));
      assert.ok(text.includes(`AZURE_ID_TOKEN:\n      aud: ${audience}\n`), text);
    }
  });

  it('has the login of its own registry already', () => {
    const text = gitlabJob(publishing(hosts.gitlab));
    assert.match(text, /"\$CI_REGISTRY_PASSWORD" \| npx .* --username "\$CI_REGISTRY_USER"/);
    assert.doesNotMatch(text, /# Set/);
  });

  it('wants no protected variables for tags that nobody protects', () => {
    const needs = gitlabJob(publishing(hosts.generic, { on: 'tag' }));
    assert.match(
      needs,
      /# Set .* \(masked, and protected only where the tags are protected too\):\n/,
    );
    assert.match(gitlabJob(publishing(hosts.generic)), /# Set .* \(masked and protected\):\n/);
  });

  it('takes only plain words into its expressions', () => {
    const text = gitlabJob(publishing(hosts.acr, { chart: 'a/) || ($X', on: 'tag' }));
    assert.match(text, /if: \$CI_COMMIT_TAG =~ \/\^a-x-v\?\[0-9\]\/\n/);
  });

  it('starts by the tags of its chart, as they are called, and by no other', () => {
    const starts = (chart: string, task: Partial<PublishTask> = {}) => {
      const text = gitlabJob(publishing(hosts.acr, { chart, on: 'tag', ...task }));
      const pattern = new RegExp(/=~ \/(.*)\/\n/.exec(text)?.[1] ?? 'none');
      return (tag: string) => pattern.test(tag);
    };
    const app = starts('my_app.web');
    assert.ok(app('my_app.web-1.0.0') && app('my_app.web-v1.0.0'));
    assert.ok(!app('my_app.web-db-1.0.0') && !app('my_app-web-1.0.0'));
    const named = starts('app', { tagPattern: 'charts/{name}/{version}+final' });
    assert.ok(named('charts/app/1.0.0+final'));
    assert.ok(!named('charts/app/1.0.0') && !named('charts/app/1.0.0-final'));
  });
});

describe('a pipeline of Azure DevOps', () => {
  it('runs its script where the service connection is signed in', () => {
    const text = azurePipeline({ ...publishing(hosts.acr), identity });
    assert.match(text, /task: AzureCLI@2\n/);
    assert.match(text, /azureSubscription: azure publishing\n/);
    assert.match(
      azurePipeline({ ...publishing(hosts.ecr), identity }),
      /awsCredentials: aws publishing\n/,
    );
  });

  it('has a variable of its own for a connection nobody has named', () => {
    const { variables } = parse(azurePipeline(publishing(hosts.acr))) as { variables: unknown };
    assert.deepEqual(variables, { AZURE_SERVICE_CONNECTION: '' });
  });

  it('starts by the tags of its chart, and by those of no other', () => {
    const starts = (task: Partial<PublishTask>) => {
      const text = azurePipeline(publishing(hosts.acr, { on: 'tag', ...task }));
      const { trigger } = parse(text) as { trigger: { tags: { include: readonly string[] } } };
      // In a filter of Azure `*` is any text, and all else but `?` is itself.
      const patterns = trigger.tags.include.map((filter) => {
        assert.match(filter, /^[\w.+/-]*\*[\w.+/-]*$/);
        return new RegExp(`^${filter.replace(/[.+]/g, '\\$&').replace('*', '.*')}$`);
      });
      return (tag: string) => patterns.some((pattern) => pattern.test(tag));
    };
    const app = starts({});
    assert.ok(app('app-1.0.0') && app('app-0.1.0-rc.1+build.7') && app('app-v9.0.0'));
    assert.ok(!app('app-db-1.0.0') && !app('app-vault-1.0.0') && !app('myapp-1.0.0'));
    const named = starts({ tagPattern: 'release+/{version}/{name}' });
    assert.ok(
      named('release+/2.0.0/app') && !named('release+/next/app') && !named('release+/2.0.0'),
    );
  });

  it('stops at the first command that fails', () => {
    for (const host of Object.values(hosts)) {
      for (const script of azureScripts(azurePipeline(publishing(host)))) {
        assert.match(script, /^set -eo pipefail\n/);
      }
    }
  });
});
