import { jsonReply, type Reply } from '../http/reply';
import { pageOf } from '../http/page';
import type { RegistryRequest } from '../http/request';
import { unsupported } from '../refusal';
import type { RepositoryFiles } from '../storage/repository';
import type { Storage } from '../storage/storage';
import { nameUnknown } from './manifests';

/** `/v2/<name>/tags/list`: end-8 of the distribution-spec. `cap` is the most entries a page. */
export async function tagsList(
  request: RegistryRequest,
  repository: RepositoryFiles,
  cap: number | undefined,
): Promise<Reply> {
  if (request.method !== 'GET') throw unsupported(request.method);
  if (!(await repository.exists())) throw nameUnknown(repository);
  const page = pageOf(request, await repository.tags(), (tag) => tag, cap);
  return jsonReply(200, { name: repository.name, tags: page.items }, page.headers);
}

/** `/v2/_catalog`: not in the OCI spec; the older "Docker Registry HTTP API V2", "Listing Repositories". */
export async function catalog(
  request: RegistryRequest,
  storage: Storage,
  cap: number | undefined,
): Promise<Reply> {
  if (request.method !== 'GET') throw unsupported(request.method);
  const page = pageOf(request, await storage.repositoryNames(), (name) => name, cap);
  return jsonReply(200, { repositories: page.items }, page.headers);
}
