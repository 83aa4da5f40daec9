import type { CreateRepositoryCommandInput } from '@aws-sdk/client-ecr';
import { hasCode } from '../../base/error';
import type { Log } from '../../base/log';
import { isRepositoryName } from '../../oci/reference';
import type { CreationSettings, EncryptionKind, RepositoryCreation } from '../registry';
import type { Control } from './control';
import { exclusionFilters, exclusionLimits, mutabilities, toAws } from './mutability';
import { templatedRepositories } from './template';

/** Repositories of a private registry are made before a push, unless a template of the account covers them. */
export function repositoryCreation(
  control: Control,
  log: Log,
  clock: () => number,
): RepositoryCreation {
  return {
    choices: () =>
      Promise.resolve({
        mutability: mutabilities,
        exclusionLimits,
        scanOnPush: true,
        encryption: ['aes256', 'kms', 'kms-dsse'],
        tags: true,
      }),
    problemWithName: (name) => Promise.resolve(problemWithName(name)),

    madeByPush: templatedRepositories(control, log, clock),

    async exists(name, options) {
      try {
        await control.describeRepository(name, options);
        return true;
      } catch (error) {
        if (hasCode(error, 'oci.not-found')) return false;
        if (!hasCode(error, 'oci.denied')) throw error;
        // A login of a pipeline may push and ask nothing. Then the push tells.
        log.info('Repositories may not be described', { reason: error.message });
        return true;
      }
    },

    create: (name, settings, options) => control.createRepository(name, inputOf(settings), options),
  };
}

/** CreateRepository, `repositoryName`: the grammar of distribution with a letter first, 2 to 256 characters. */
export function problemWithName(name: string): string | undefined {
  if (name.length < 2) return 'A repository name has at least two characters';
  if (name.length > 256) return 'A repository name has at most 256 characters';
  if (/[A-Z]/.test(name)) return 'A repository name has no capital letters';
  const odd = /[^a-z0-9._/-]/.exec(name)?.[0];
  if (odd !== undefined) return `A repository name cannot contain "${odd}"`;
  if (!/^[a-z]/.test(name)) return 'A repository name begins with a letter';
  if (!isRepositoryName(name)) {
    return 'Each part of a repository name begins and ends with a letter or digit, with single separators between';
  }
  return undefined;
}

const encryptionTypes = {
  aes256: 'AES256',
  kms: 'KMS',
  'kms-dsse': 'KMS_DSSE',
} as const satisfies Record<EncryptionKind, string>;

function inputOf(
  settings: CreationSettings,
): Omit<CreateRepositoryCommandInput, 'repositoryName' | 'registryId'> {
  const { mutability, exclusions = [], scanOnPush, encryption, kmsKey, tags = {} } = settings;
  const tagList = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    ...(mutability && { imageTagMutability: toAws(mutability) }),
    ...(mutability?.endsWith('-with-exclusion') && {
      imageTagMutabilityExclusionFilters: exclusionFilters(exclusions),
    }),
    ...(scanOnPush !== undefined && { imageScanningConfiguration: { scanOnPush } }),
    ...(encryption && {
      encryptionConfiguration: {
        encryptionType: encryptionTypes[encryption],
        ...(kmsKey !== undefined && { kmsKey }),
      },
    }),
    ...(tagList.length > 0 && { tags: tagList }),
  };
}
