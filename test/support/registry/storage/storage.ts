import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openBlobs, type Blobs } from './blobs';
import { openRepository, repositoryNames, type RepositoryFiles } from './repository';
import { openUploads, type Uploads } from './uploads';

/** The folder of a registry: `blobs/`, `repositories/` and, while it runs, `temporary/`. */
export interface Storage {
  readonly blobs: Blobs;
  readonly uploads: Uploads;
  repository(name: string): RepositoryFiles;
  repositoryNames(): Promise<string[]>;
}

/** Opens the folder, made if it is missing, and throws away what a killed server left half written. */
export async function openStorage(directory: string): Promise<Storage> {
  const temporary = join(directory, 'temporary');
  const repositories = join(directory, 'repositories');
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  return {
    blobs: openBlobs(directory, temporary),
    uploads: openUploads(temporary),
    repository: (name) => openRepository(repositories, name, temporary),
    repositoryNames: () => repositoryNames(repositories),
  };
}
