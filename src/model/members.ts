import type { ListShape, Member, StringShape } from './shapes.ts';
import { upstreamRegistryNames } from './upstream-registries.ts';

/** The shapes that several operations share, with their names in the service model. */
export const repositoryPrefix: StringShape = {
  type: 'string',
  min: 2,
  max: 30,
  pattern: '^([a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(\\/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*\\/?|ROOT)$',
};

const registryIdentifier: StringShape = { type: 'string', pattern: '[0-9]{12}' };

const secretArn: StringShape = {
  type: 'string',
  min: 50,
  max: 612,
  pattern: '^arn:aws(-\\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\\-pullthroughcache\\/[a-zA-Z0-9\\/_+=.@-]+$',
};

const roleArn: StringShape = { type: 'string', max: 2048 };

export const repositoryPrefixes: ListShape = { type: 'list', min: 1, max: 100, member: repositoryPrefix };

/** The members that operations share. */
export const ecrRepositoryPrefix: Member = {
  name: 'ecrRepositoryPrefix',
  shape: repositoryPrefix,
  help: 'The repository prefix in your registry for images that the rule caches.',
};

export const upstreamRegistryUrl: Member = {
  name: 'upstreamRegistryUrl',
  shape: { type: 'string' },
  help: 'The host of the upstream registry, without a scheme or a path.',
};

export const registryId: Member = {
  name: 'registryId',
  shape: registryIdentifier,
  help: 'The AWS account ID of the registry. The default is your own registry.',
};

export const upstreamRegistry: Member = {
  name: 'upstreamRegistry',
  shape: { type: 'string', enumeration: upstreamRegistryNames },
  help: 'The name of the upstream registry.',
};

export const credentialArn: Member = {
  name: 'credentialArn',
  shape: secretArn,
  help: 'The ARN of the Secrets Manager secret with the credentials for the upstream registry.',
};

export const customRoleArn: Member = {
  name: 'customRoleArn',
  shape: roleArn,
  help: 'The ARN of the IAM role that Amazon ECR assumes to read from an upstream registry in Amazon ECR.',
};

export const upstreamRepositoryPrefix: Member = {
  name: 'upstreamRepositoryPrefix',
  shape: repositoryPrefix,
  help: 'The repository prefix in the upstream registry. The default, ROOT, matches all repositories.',
};

export const createdAt: Member = {
  name: 'createdAt',
  shape: { type: 'timestamp' },
  help: 'The time when the rule was created.',
};

export const updatedAt: Member = {
  name: 'updatedAt',
  shape: { type: 'timestamp' },
  help: 'The time when the rule was last changed.',
};

/** Returns the member as a required one. */
export function required(member: Member): Member {
  return { ...member, required: true };
}
