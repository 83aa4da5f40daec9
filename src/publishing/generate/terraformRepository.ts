import type { RepositoryEntry, TagMutability } from '../../registries/registry';
import { hclBlock, type HclItem } from './hcl';
import type { HostKind } from './hostKind';
import { terraformName } from './names';

export interface TerraformRepositoryOptions {
  /** Without the host. */
  readonly repository: string;
  /** What the registry says of it, where it is there already. */
  readonly entry?: RepositoryEntry;
  /** A lifecycle policy that keeps this many versions; none where undefined. */
  readonly keeps?: number;
}

const mutabilities: Readonly<Record<TagMutability, string>> = {
  mutable: 'MUTABLE',
  immutable: 'IMMUTABLE',
  'mutable-with-exclusion': 'MUTABLE_WITH_EXCLUSION',
  'immutable-with-exclusion': 'IMMUTABLE_WITH_EXCLUSION',
};

/** A repository of Amazon ECR as the AWS provider of Terraform has it (`aws_ecr_repository`), with what is known of the one there is. */
export function terraformRepository(
  host: Extract<HostKind, { kind: 'ecr' }>,
  options: TerraformRepositoryOptions,
): string {
  const { repository, entry, keeps } = options;
  const name = terraformName(repository);
  const items: HclItem[] = [
    { argument: 'name', value: repository },
    { argument: 'image_tag_mutability', value: mutabilities[entry?.mutability ?? 'immutable'] },
    ...(entry?.exclusions ?? []).map((filter) => ({
      block: 'image_tag_mutability_exclusion_filter',
      items: [
        { argument: 'filter', value: filter },
        { argument: 'filter_type', value: 'WILDCARD' },
      ],
    })),
    {
      block: 'image_scanning_configuration',
      items: [{ argument: 'scan_on_push', value: entry?.scanOnPush ?? false }],
    },
    ...encryption(entry),
  ];
  return [
    `# Amazon ECR of account ${host.account} in ${host.region}: the provider has to be set up for them.\n`,
    ...(entry ? [importBlock(`aws_ecr_repository.${name}`, repository)] : []),
    hclBlock('resource', ['aws_ecr_repository', name], items),
    ...(keeps === undefined ? [] : [lifecyclePolicy(name, keeps)]),
  ].join('\n');
}

/**
 * The same for ECR Public (`aws_ecrpublic_repository`), which has no such settings.
 * @param repository with the alias of the registry first, as in references
 */
export function terraformPublicRepository(repository: string, exists: boolean): string {
  const own = repository.slice(repository.indexOf('/') + 1);
  const name = terraformName(own);
  return [
    '# ECR Public: the provider has to be set up for us-east-1.\n',
    ...(exists ? [importBlock(`aws_ecrpublic_repository.${name}`, own)] : []),
    hclBlock(
      'resource',
      ['aws_ecrpublic_repository', name],
      [{ argument: 'repository_name', value: own }],
    ),
  ].join('\n');
}

/** The listing has it as `KMS (arn:…)`. */
function encryption(entry: RepositoryEntry | undefined): readonly HclItem[] {
  const [, type, key] = /^(\w+)(?: \((.+)\))?$/.exec(entry?.encryption ?? '') ?? [];
  if (type === undefined) return [];
  return [
    {
      block: 'encryption_configuration',
      items: [
        { argument: 'encryption_type', value: type },
        ...(key === undefined ? [] : [{ argument: 'kms_key', value: key }]),
      ],
    },
  ];
}

/** What is there is taken over and not made again (Terraform 1.5 or later). */
function importBlock(to: string, id: string): string {
  return hclBlock(
    'import',
    [],
    [
      { argument: 'to', expression: to },
      { argument: 'id', value: id },
    ],
  );
}

function lifecyclePolicy(name: string, keeps: number): string {
  const policy = {
    rules: [
      {
        rulePriority: 1,
        description: `Keep the ${keeps} versions that were pushed last`,
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: keeps },
        action: { type: 'expire' },
      },
    ],
  };
  return hclBlock(
    'resource',
    ['aws_ecr_lifecycle_policy', name],
    [
      { argument: 'repository', expression: `aws_ecr_repository.${name}.name` },
      { argument: 'policy', value: JSON.stringify(policy) },
    ],
  );
}
