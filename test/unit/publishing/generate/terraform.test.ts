import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hclText } from '../../../../src/publishing/generate/hcl';
import { hostKind } from '../../../../src/publishing/generate/hostKind';
import { terraformRelease } from '../../../../src/publishing/generate/terraformRelease';
import {
  terraformPublicRepository,
  terraformRepository,
} from '../../../../src/publishing/generate/terraformRepository';
import { parseHcl } from '../../../support/generate/hcl';
import { hosts, oddTexts } from '../../../support/generate/pipelines';

type Blocks = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown[]>>>>>
>;

async function blocksIn(text: string): Promise<Blocks & { import?: unknown }> {
  return (await parseHcl(text)) as Blocks;
}

const host = hostKind(hosts.ecr);
assert.ok(host.kind === 'ecr');
const ecr = host;

describe('Terraform', () => {
  it('reads back every text that is written', async () => {
    for (const text of oddTexts) {
      const { locals } = (await blocksIn(`locals {\n  x = ${hclText(text)}\n}\n`)) as unknown as {
        locals: readonly { readonly x: string }[];
      };
      // The parser leaves the marks that keep a template from being one as they are written.
      assert.equal(locals[0]?.x.replace(/([$%])\1(?=\{)/g, '$1'), text);
    }
  });

  it('makes a repository that is not there yet, with tags that stay', async () => {
    const { resource, import: taken } = await blocksIn(
      terraformRepository(ecr, { repository: 'charts/app' }),
    );
    assert.equal(taken, undefined);
    assert.deepEqual(resource?.['aws_ecr_repository']?.['charts_app'], [
      {
        name: 'charts/app',
        image_tag_mutability: 'IMMUTABLE',
        image_scanning_configuration: [{ scan_on_push: false }],
      },
    ]);
  });

  it('takes over a repository as it is', async () => {
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const text = terraformRepository(ecr, {
      repository: 'charts/app',
      entry: {
        name: 'charts/app',
        ...{ mutability: 'immutable-with-exclusion', exclusions: ['latest*'], scanOnPush: true },
        encryption: `KMS (${key})`,
      },
    });
    const blocks = await blocksIn(text);
    assert.deepEqual(blocks.import, [{ to: '${aws_ecr_repository.charts_app}', id: 'charts/app' }]);
    assert.deepEqual(blocks['resource']?.['aws_ecr_repository']?.['charts_app'], [
      {
        name: 'charts/app',
        image_tag_mutability: 'IMMUTABLE_WITH_EXCLUSION',
        image_tag_mutability_exclusion_filter: [{ filter: 'latest*', filter_type: 'WILDCARD' }],
        image_scanning_configuration: [{ scan_on_push: true }],
        encryption_configuration: [{ encryption_type: 'KMS', kms_key: key }],
      },
    ]);
  });

  it('keeps so many versions when asked to', async () => {
    const { resource } = await blocksIn(terraformRepository(ecr, { repository: 'app', keeps: 20 }));
    const [policy] = (resource?.['aws_ecr_lifecycle_policy']?.['app'] ?? []) as {
      readonly policy: string;
    }[];
    const { rules } = JSON.parse(policy?.policy ?? '') as {
      rules: readonly { selection: unknown }[];
    };
    assert.deepEqual(rules[0]?.selection, {
      ...{ tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 20 },
    });
  });

  it('names a repository of ECR Public without the alias', async () => {
    const { resource } = await blocksIn(terraformPublicRepository('team/charts/app', false));
    assert.deepEqual(resource?.['aws_ecrpublic_repository']?.['charts_app'], [
      { repository_name: 'charts/app' },
    ]);
  });

  it('installs a chart from its parent', async () => {
    const text = terraformRelease(
      { registry: hosts.ecr, repository: 'charts/app', tag: '1.2.3_build.4' },
      'shop',
    );
    const { resource } = await blocksIn(text);
    assert.deepEqual(resource?.['helm_release']?.['app'], [
      {
        name: 'app',
        repository: `oci://${hosts.ecr}/charts`,
        chart: 'app',
        version: '1.2.3+build.4',
        namespace: 'shop',
        create_namespace: true,
      },
    ]);
  });

  it('is told that it cannot find a chart by a tag that is no version', () => {
    const reference = { registry: hosts.ecr, repository: 'charts/app', tag: 'latest' };
    assert.throws(() => terraformRelease(reference, undefined), { code: 'generate.no-version' });
  });

  it('is written as terraform fmt writes it', () => {
    assert.equal(
      terraformRepository(ecr, { repository: 'charts/app' }),
      `# Amazon ECR of account 123456789012 in eu-west-1: the provider has to be set up for them.

resource "aws_ecr_repository" "charts_app" {
  name                 = "charts/app"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = false
  }
}
`,
    );
  });
});
