import { AwsRefusal } from './awsRefusal';
import { operations, type Operation } from './operations';
import type { Service } from './api';

/** The alias of the account's public registry. */
export const testAlias = 'a1b2c3d4';

/** Where ECR Public differs from private ECR (API version 2020-10-30). */
const differing: Readonly<Record<string, Operation>> = {
  GetAuthorizationToken: () => {
    const authorizationToken = Buffer.from('AWS:secret').toString('base64');
    return { authorizationData: { authorizationToken, expiresAt: Date.now() / 1000 + 43_200 } };
  },

  DescribeRegistries: ({ account }) => ({
    registries: [{ registryId: account, aliases: [{ name: testAlias, status: 'ACTIVE' }] }],
  }),

  DescribeRepositories: (state, input) => {
    const found = operations['DescribeRepositories']?.(state, input);
    if (!found || !('repositories' in found) || !Array.isArray(found.repositories)) {
      throw new AwsRefusal('ServerException', 'No repositories', 500);
    }
    const repositories = found.repositories.map((repository: { repositoryName: string }) => ({
      ...repository,
      repositoryUri: `public.ecr.aws/${testAlias}/${repository.repositoryName}`,
    }));
    return { ...found, repositories };
  },
};

export const publicEcr: Service = {
  target: 'SpencerFrontendService',
  actions: 'ecr-public',
  operations: { ...operations, ...differing },
};
