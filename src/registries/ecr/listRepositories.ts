import type { Repository } from '@aws-sdk/client-ecr';
import { hasCode } from '../../base/error';
import type { Page } from '../../base/page';
import type { ListOptions } from '../../oci/store';
import type { RepositoryEntry } from '../registry';
import { selectRepositories, type Selection } from '../selection';
import type { Control } from './control';
import { fromAws } from './mutability';

/**
 * What is named by hand, then what the registry lists, a page at a time. Where listing is denied, as for
 * logins of pipelines, what is named by hand is all.
 * @throws ChartroomError `oci.denied` when nothing is named by hand either
 */
export function listRepositories(
  control: Control,
  host: string,
  selection: Selection,
  options: ListOptions,
): AsyncGenerator<Page<RepositoryEntry>> {
  return selectRepositories(entries(control.repositories(options)), selection, {
    host,
    listsNothing: (error) => hasCode(error, 'oci.denied'),
    problem: (error) => error,
  });
}

async function* entries(
  pages: AsyncIterable<Page<Repository>>,
): AsyncGenerator<Page<RepositoryEntry>> {
  for await (const { items, more } of pages) yield { items: items.map(entryOf), more };
}

function entryOf(repository: Repository): RepositoryEntry {
  const { repositoryName = '', repositoryArn, repositoryUri, createdAt } = repository;
  const mutability = fromAws(repository.imageTagMutability);
  const scanOnPush = repository.imageScanningConfiguration?.scanOnPush;
  const { encryptionType, kmsKey } = repository.encryptionConfiguration ?? {};
  const exclusions = repository.imageTagMutabilityExclusionFilters?.map(
    ({ filter }) => filter ?? '',
  );
  return {
    name: repositoryName,
    ...(mutability && { mutability }),
    ...(exclusions && exclusions.length > 0 && { exclusions }),
    ...(scanOnPush !== undefined && { scanOnPush }),
    ...(encryptionType && {
      encryption: kmsKey === undefined ? encryptionType : `${encryptionType} (${kmsKey})`,
    }),
    ...(repositoryArn !== undefined && { arn: repositoryArn }),
    ...(repositoryUri !== undefined && { uri: repositoryUri }),
    ...(createdAt && { created: createdAt }),
  };
}
