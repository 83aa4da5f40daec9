import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeImagesCommand,
  DescribeRegistriesCommand,
  DescribeRepositoriesCommand,
  GetAuthorizationTokenCommand,
  type ECRPUBLICClient,
  type ImageFailure,
} from '@aws-sdk/client-ecr-public';
import type { Abortable } from '../../base/abort';
import type { Page } from '../../base/page';
import { isDigest } from '../../oci/digest';
import type { ListOptions } from '../../oci/store';
import type { RepositoryEntry } from '../registry';
import type { Ask } from './ask';
import { publicHost } from './host';
import type { ListedImage } from './images';
import { tokenPages } from './pages';
import type { AuthorizationToken } from './token';

/** The questions ECR Public answers about the repositories of the login's own account. Names are without the alias. */
export interface PublicControl {
  token(options?: Abortable): Promise<AuthorizationToken>;
  /** The first parts of the names of the account's repositories. */
  aliases(options?: Abortable): Promise<readonly string[]>;
  /** With the alias in front of each name. */
  repositories(options?: ListOptions): AsyncIterable<Page<RepositoryEntry>>;
  describeRepository(name: string, options?: Abortable): Promise<void>;
  createRepository(
    name: string,
    tags: Readonly<Record<string, string>>,
    options?: Abortable,
  ): Promise<void>;
  /** With everything in it. */
  deleteRepository(name: string, options?: Abortable): Promise<void>;
  images(repository: string, options?: ListOptions): AsyncIterable<Page<ListedImage>>;
  /** By digest the image with all tags, by tag that tag. Returns what was not done. */
  deleteImage(
    repository: string,
    version: string,
    options?: Abortable,
  ): Promise<ImageFailure | undefined>;
}

export function createPublicControl(ask: Ask<ECRPUBLICClient>): PublicControl {
  return {
    async token(options) {
      const { authorizationData } = await ask(
        { action: 'ecr-public:GetAuthorizationToken' },
        (client, send) => client.send(new GetAuthorizationTokenCommand({}), send),
        options,
      );
      return authorizationData ?? {};
    },

    async aliases(options) {
      const { registries = [] } = await ask(
        { action: 'ecr-public:DescribeRegistries' },
        (client, send) => client.send(new DescribeRegistriesCommand({}), send),
        options,
      );
      return registries.flatMap(({ aliases = [] }) => aliases.flatMap(({ name }) => name ?? []));
    },

    repositories: (options = {}) =>
      tokenPages(async (page) => {
        const { repositories = [], nextToken } = await ask(
          { action: 'ecr-public:DescribeRepositories' },
          (client, send) => client.send(new DescribeRepositoriesCommand(page), send),
          options,
        );
        const items = repositories.map(({ repositoryUri = '', repositoryArn, createdAt }) => ({
          name: repositoryUri.replace(`${publicHost}/`, ''),
          uri: repositoryUri,
          ...(repositoryArn !== undefined && { arn: repositoryArn }),
          ...(createdAt && { created: createdAt }),
        }));
        return { items, nextToken };
      }, options),

    async describeRepository(name, options) {
      await ask(
        { action: 'ecr-public:DescribeRepositories', repository: name },
        (client, send) =>
          client.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), send),
        options,
      );
    },

    async createRepository(name, tags, options) {
      const tagList = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      const input = { repositoryName: name, ...(tagList.length > 0 && { tags: tagList }) };
      await ask(
        { action: 'ecr-public:CreateRepository', repository: name },
        (client, send) => client.send(new CreateRepositoryCommand(input), send),
        options,
      );
    },

    async deleteRepository(name, options) {
      const input = { repositoryName: name, force: true };
      await ask(
        { action: 'ecr-public:DeleteRepository', repository: name },
        (client, send) => client.send(new DeleteRepositoryCommand(input), send),
        options,
      );
    },

    images: (repository, options = {}) =>
      tokenPages(async (page) => {
        const input = { repositoryName: repository, ...page };
        const { imageDetails = [], nextToken } = await ask(
          { action: 'ecr-public:DescribeImages', repository },
          (client, send) => client.send(new DescribeImagesCommand(input), send),
          options,
        );
        return { items: imageDetails, nextToken };
      }, options),

    async deleteImage(repository, version, options) {
      const id = isDigest(version) ? { imageDigest: version } : { imageTag: version };
      const input = { repositoryName: repository, imageIds: [id] };
      const { failures } = await ask(
        { action: 'ecr-public:BatchDeleteImage', repository, version },
        (client, send) => client.send(new BatchDeleteImageCommand(input), send),
        options,
      );
      return failures?.[0];
    },
  };
}
