import { AwsRefusal } from './awsRefusal';
import { list, object, page, text, version, type Input } from './input';
import {
  addRepository,
  findImage,
  issuePassword,
  missingWords,
  type EcrImage,
  type EcrRepository,
  type EcrState,
} from './state';

/** Does what it is asked and returns the body of the reply. Times are in seconds, as AWS sends them. */
export type Operation = (state: EcrState, input: Input) => object;

/** The operations of private ECR that a chart client needs (API version 2015-09-21), by name. */
export const operations: Readonly<Record<string, Operation>> = {
  GetAuthorizationToken: (state) => {
    const { password, expires } = issuePassword(state);
    const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
    const { account, region } = state;
    const named = `https://${account}.dkr.ecr.${region}.amazonaws.com`;
    const proxyEndpoint = state.proxyEndpoint ?? named;
    return {
      authorizationData: [{ authorizationToken, expiresAt: expires / 1000, proxyEndpoint }],
    };
  },

  DescribeRepositories: (state, input) => {
    const names = list(input, 'repositoryNames');
    if (names.length > 0) {
      const repositories = names.map((name) => described(state, known(state, String(name))));
      return { repositories };
    }
    const { items, nextToken } = page(input, [...state.repositories.values()]);
    return { repositories: items.map((item) => described(state, item)), nextToken };
  },

  CreateRepository: (state, input) => {
    const name = text(input, 'repositoryName');
    if (state.repositories.has(name)) {
      const message = `The repository with name '${name}' already exists in the registry with id '${state.account}'`;
      throw new AwsRefusal('RepositoryAlreadyExistsException', message);
    }
    return { repository: described(state, addRepository(state, name, input)) };
  },

  DeleteRepository: (state, input) => {
    const repository = known(state, text(input, 'repositoryName'));
    if (repository.images.size > 0 && input['force'] !== true) {
      const message = 'The repository cannot be deleted because it still contains images';
      throw new AwsRefusal('RepositoryNotEmptyException', message);
    }
    state.repositories.delete(repository.name);
    return { repository: described(state, repository) };
  },

  DescribeImages: (state, input) => {
    const repository = known(state, text(input, 'repositoryName'));
    const ids = list(input, 'imageIds');
    if (ids.length > 0) {
      return { imageDetails: ids.map((id) => detail(image(repository, version(id)))) };
    }
    const { tagStatus } = object(input['filter']);
    const images = [...repository.images.values()].filter(
      ({ tags }) => tagStatus !== 'TAGGED' || tags.size > 0,
    );
    const { items, nextToken } = page(input, images);
    return { imageDetails: items.map(detail), nextToken };
  },

  BatchGetImage: (state, input) => {
    const repository = known(state, text(input, 'repositoryName'));
    const images = list(input, 'imageIds').map((id) => image(repository, version(id)));
    return { images: images.map(({ manifest }) => ({ imageManifest: manifest })), failures: [] };
  },

  BatchDeleteImage: (state, input) => {
    const repository = known(state, text(input, 'repositoryName'));
    const failures = list(input, 'imageIds').flatMap((id) =>
      removed(repository, version(id))
        ? []
        : [
            {
              imageId: id,
              failureCode: 'ImageNotFound',
              failureReason: 'Requested image not found',
            },
          ],
    );
    return { imageIds: [], failures };
  },

  DescribeImageScanFindings: (state, input) => {
    const repository = known(state, text(input, 'repositoryName'));
    const found = image(repository, version(input['imageId']));
    if (!found.artifactMediaType?.includes('image.config')) {
      throw new AwsRefusal('ScanNotFoundException', 'Image scan does not exist');
    }
    const counts = { HIGH: 2, LOW: 5 };
    return {
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: { findingSeverityCounts: counts, findings: [] },
    };
  },

  DescribeRegistry: ({ account, replicas }) => {
    const destinations = replicas.map((region) => ({ region, registryId: account }));
    const rules = replicas.length > 0 ? [{ destinations }] : [];
    return { registryId: account, replicationConfiguration: { rules } };
  },

  DescribeImageReplicationStatus: ({ account, replicas }) => ({
    replicationStatuses: replicas.map((region, index) => ({
      region,
      registryId: account,
      status: index === 0 ? 'COMPLETE' : 'IN_PROGRESS',
    })),
  }),

  DescribeRepositoryCreationTemplates: (state, input) => {
    const { items, nextToken } = page(input, state.templates);
    return { repositoryCreationTemplates: items, nextToken };
  },
};

function known(state: EcrState, name: string): EcrRepository {
  const repository = state.repositories.get(name);
  if (repository) return repository;
  throw new AwsRefusal('RepositoryNotFoundException', missingWords(state, name));
}

function image(repository: EcrRepository, wanted: string): EcrImage {
  const found = findImage(repository, wanted);
  if (found) return found;
  const message = `The image with imageId {${wanted}} does not exist within the repository with name '${repository.name}'`;
  throw new AwsRefusal('ImageNotFoundException', message);
}

/** By tag only the tag goes, and with the last tag the image. */
function removed(repository: EcrRepository, wanted: string): boolean {
  const found = findImage(repository, wanted);
  if (!found) return false;
  if (wanted === found.digest) found.tags.clear();
  else found.tags.delete(wanted);
  if (found.tags.size === 0) repository.images.delete(found.digest);
  return true;
}

function described({ account, region }: EcrState, { name, settings }: EcrRepository): object {
  return {
    imageTagMutability: 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
    ...settings,
    repositoryName: name,
    registryId: account,
    repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: Date.UTC(2026, 0, 1) / 1000,
  };
}

function detail(found: EcrImage): object {
  return {
    imageDigest: found.digest,
    ...(found.tags.size > 0 && { imageTags: [...found.tags] }),
    imageSizeInBytes: found.size,
    imagePushedAt: found.pushed / 1000,
    imageManifestMediaType: found.mediaType,
    imageStatus: 'ACTIVE',
    ...(found.artifactMediaType !== undefined && { artifactMediaType: found.artifactMediaType }),
    ...(found.pulled !== undefined && { lastRecordedPullTime: found.pulled / 1000 }),
  };
}
