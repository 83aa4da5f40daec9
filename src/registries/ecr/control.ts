import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImageReplicationStatusCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  DescribeRepositoryCreationTemplatesCommand,
  GetAuthorizationTokenCommand,
  type CreateRepositoryCommandInput,
  type DescribeImageScanFindingsCommandOutput,
  type ECRClient,
  type ImageDetail,
  type ImageFailure,
  type ImageIdentifier,
  type ImageReplicationStatus,
  type Repository,
  type RepositoryCreationTemplate,
} from '@aws-sdk/client-ecr';
import type { Abortable } from '../../base/abort';
import type { Page } from '../../base/page';
import { isDigest } from '../../oci/digest';
import type { ListOptions } from '../../oci/store';
import type { Ask } from './ask';
import { tokenPages } from './pages';
import type { AuthorizationToken } from './token';

/** The questions that a private registry answers beside `/v2/`, one request each, or one a page. */
export interface Control {
  token(options?: Abortable): Promise<AuthorizationToken>;
  repositories(options?: ListOptions): AsyncIterable<Page<Repository>>;
  describeRepository(name: string, options?: Abortable): Promise<Repository>;
  createRepository(
    name: string,
    settings: Omit<CreateRepositoryCommandInput, 'repositoryName' | 'registryId'>,
    options?: Abortable,
  ): Promise<void>;
  /** With everything in it. */
  deleteRepository(name: string, options?: Abortable): Promise<void>;
  images(repository: string, options?: ListOptions): AsyncIterable<Page<ImageDetail>>;
  describeImage(repository: string, version: string, options?: Abortable): Promise<ImageDetail>;
  /** The manifest as text; undefined when ECR does not give it. */
  manifest(repository: string, version: string, options?: Abortable): Promise<string | undefined>;
  /** By digest the image with all tags, by tag that tag. Returns what ECR did not do. */
  deleteImage(
    repository: string,
    version: string,
    options?: Abortable,
  ): Promise<ImageFailure | undefined>;
  scanFindings(
    repository: string,
    version: string,
    options?: Abortable,
  ): Promise<DescribeImageScanFindingsCommandOutput>;
  /** Whether images are copied to other regions or accounts. */
  replicates(options?: Abortable): Promise<boolean>;
  replicas(
    repository: string,
    version: string,
    options?: Abortable,
  ): Promise<readonly ImageReplicationStatus[]>;
  templates(options?: ListOptions): AsyncIterable<Page<RepositoryCreationTemplate>>;
}

/** `account` is the registry's, which can be another than that of the login. */
export function createControl(ask: Ask<ECRClient>, account: string): Control {
  const registryId = account;
  return {
    token: async (options) => {
      const { authorizationData } = await ask(
        { action: 'ecr:GetAuthorizationToken' },
        (client, send) => client.send(new GetAuthorizationTokenCommand({}), send),
        options,
      );
      return authorizationData?.[0] ?? {};
    },

    repositories: (options = {}) =>
      tokenPages(async (page) => {
        const { repositories = [], nextToken } = await ask(
          { action: 'ecr:DescribeRepositories' },
          (client, send) =>
            client.send(new DescribeRepositoriesCommand({ registryId, ...page }), send),
          options,
        );
        return { items: repositories, nextToken };
      }, options),

    async describeRepository(name, options) {
      const { repositories } = await ask(
        { action: 'ecr:DescribeRepositories', repository: name },
        (client, send) =>
          client.send(
            new DescribeRepositoriesCommand({ registryId, repositoryNames: [name] }),
            send,
          ),
        options,
      );
      return repositories?.[0] ?? {};
    },

    async createRepository(name, settings, options) {
      await ask(
        { action: 'ecr:CreateRepository', repository: name },
        (client, send) =>
          client.send(
            new CreateRepositoryCommand({ registryId, repositoryName: name, ...settings }),
            send,
          ),
        options,
      );
    },

    async deleteRepository(name, options) {
      await ask(
        { action: 'ecr:DeleteRepository', repository: name },
        (client, send) =>
          client.send(
            new DeleteRepositoryCommand({ registryId, repositoryName: name, force: true }),
            send,
          ),
        options,
      );
    },

    ...imageControl(ask, registryId),

    async replicates(options) {
      const { replicationConfiguration } = await ask(
        { action: 'ecr:DescribeRegistry' },
        (client, send) => client.send(new DescribeRegistryCommand({}), send),
        options,
      );
      return (replicationConfiguration?.rules ?? []).length > 0;
    },

    templates: (options = {}) =>
      tokenPages(async (page) => {
        const { repositoryCreationTemplates = [], nextToken } = await ask(
          { action: 'ecr:DescribeRepositoryCreationTemplates' },
          (client, send) => client.send(new DescribeRepositoryCreationTemplatesCommand(page), send),
          options,
        );
        return { items: repositoryCreationTemplates, nextToken };
      }, options),
  };
}

type ImageControl = Pick<
  Control,
  'images' | 'describeImage' | 'manifest' | 'deleteImage' | 'scanFindings' | 'replicas'
>;

function imageControl(ask: Ask<ECRClient>, registryId: string): ImageControl {
  return {
    images: (repository, options = {}) =>
      tokenPages(async (page) => {
        const input = { registryId, repositoryName: repository, ...page };
        const { imageDetails = [], nextToken } = await ask(
          { action: 'ecr:DescribeImages', repository },
          (client, send) =>
            client.send(
              new DescribeImagesCommand({ ...input, filter: { tagStatus: 'TAGGED' } }),
              send,
            ),
          options,
        );
        return { items: imageDetails, nextToken };
      }, options),

    async describeImage(repository, version, options) {
      const input = { registryId, repositoryName: repository, imageIds: [imageId(version)] };
      const { imageDetails } = await ask(
        { action: 'ecr:DescribeImages', repository, version },
        (client, send) => client.send(new DescribeImagesCommand(input), send),
        options,
      );
      return imageDetails?.[0] ?? {};
    },

    async manifest(repository, version, options) {
      const input = { registryId, repositoryName: repository, imageIds: [imageId(version)] };
      const { images } = await ask(
        { action: 'ecr:BatchGetImage', repository, version },
        (client, send) => client.send(new BatchGetImageCommand(input), send),
        options,
      );
      return images?.[0]?.imageManifest;
    },

    async deleteImage(repository, version, options) {
      const input = { registryId, repositoryName: repository, imageIds: [imageId(version)] };
      const { failures } = await ask(
        { action: 'ecr:BatchDeleteImage', repository, version },
        (client, send) => client.send(new BatchDeleteImageCommand(input), send),
        options,
      );
      return failures?.[0];
    },

    scanFindings: (repository, version, options) =>
      ask(
        { action: 'ecr:DescribeImageScanFindings', repository, version },
        (client, send) =>
          client.send(
            new DescribeImageScanFindingsCommand({
              ...{ registryId, repositoryName: repository, imageId: imageId(version) },
              // Only the counts are wanted, which come with each page.
              maxResults: 1,
            }),
            send,
          ),
        options,
      ),

    async replicas(repository, version, options) {
      const input = { registryId, repositoryName: repository, imageId: imageId(version) };
      const { replicationStatuses } = await ask(
        { action: 'ecr:DescribeImageReplicationStatus', repository, version },
        (client, send) => client.send(new DescribeImageReplicationStatusCommand(input), send),
        options,
      );
      return replicationStatuses ?? [];
    },
  };
}

function imageId(version: string): ImageIdentifier {
  return isDigest(version) ? { imageDigest: version } : { imageTag: version };
}
