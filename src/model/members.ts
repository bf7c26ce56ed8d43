import type { ListShape, Member, OptionHelp, StringShape } from './shapes.ts';
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
  help: 'The prefix of the repositories in your registry that hold the cached images.',
  option: {
    value: 'prefix',
    help: 'Keep the cached images in repositories that begin with this prefix.',
    details: [
      'It becomes the first part of the name of an image: with the prefix quay, quay.io/team/app is pulled as ' +
        '<account>.dkr.ecr.<region>.amazonaws.com/quay/team/app. With ROOT, names begin with no prefix.',
    ],
  },
};

export const upstreamRegistryUrl: Member = {
  name: 'upstreamRegistryUrl',
  shape: { type: 'string' },
  help: 'The host of the upstream registry.',
  option: {
    value: 'host',
    help: 'Cache the images of the upstream registry at this host, such as quay.io.',
    details: ['Give the host alone: no https:// before it, and no path after it.'],
  },
};

export const registryId: Member = {
  name: 'registryId',
  shape: registryIdentifier,
  help: 'The AWS account of the registry.',
  option: {
    value: 'account',
    help: 'Use the registry of this AWS account.',
    default: 'the account of the credentials',
  },
};

export const upstreamRegistry: Member = {
  name: 'upstreamRegistry',
  shape: { type: 'string', enumeration: upstreamRegistryNames },
  help: 'The name of the upstream registry.',
  option: {
    value: 'name',
    help: 'Give the name of the upstream registry.',
    details: ['The name follows from the URL and can be left out. If both are given, they must match.'],
  },
};

export const credentialArn: Member = {
  name: 'credentialArn',
  shape: secretArn,
  help: 'The ARN of the secret with the credentials for the upstream registry.',
  option: {
    value: 'arn',
    help: 'Log in to the upstream registry with this secret of AWS Secrets Manager.',
    details: [
      'The secret has two keys, username and accessToken. Its name begins with ecr-pullthroughcache/, and it is in ' +
        'the account and the Region of the rule.',
    ],
  },
};

export const customRoleArn: Member = {
  name: 'customRoleArn',
  shape: roleArn,
  help: 'The ARN of the IAM role that Amazon ECR assumes to read from an upstream registry in Amazon ECR.',
  option: {
    value: 'arn',
    help: 'Read from an upstream registry in Amazon ECR with this IAM role.',
    details: ['The role is in the account of the rule. A registry of another account requires it.'],
  },
};

export const upstreamRepositoryPrefix: Member = {
  name: 'upstreamRepositoryPrefix',
  shape: repositoryPrefix,
  help: 'The prefix of the repositories in the upstream registry; ROOT for all of them.',
  option: {
    value: 'prefix',
    help: 'Cache only the repositories of the upstream registry that begin with this prefix.',
    details: [
      "The rule's prefix takes its place: with the prefix quay and the upstream prefix team, quay.io/team/app is " +
        'pulled as <account>.dkr.ecr.<region>.amazonaws.com/quay/app.',
    ],
    default: 'ROOT, all repositories',
  },
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

/** The option of operations on an existing rule. */
const existingRule: OptionHelp = { value: 'prefix', help: 'Choose the rule with this repository prefix.' };

/** The member that names an existing rule. */
export const ruleName: Member = { ...ecrRepositoryPrefix, required: true, option: existingRule };

/** Returns the member as a required one. */
export function required(member: Member): Member {
  return { ...member, required: true };
}
