import {
  createdAt,
  credentialArn,
  customRoleArn,
  ecrRepositoryPrefix,
  registryId,
  repositoryPrefixes,
  required,
  ruleName,
  updatedAt,
  upstreamRegistry,
  upstreamRegistryUrl,
  upstreamRepositoryPrefix,
} from './members.ts';
import { commandLineName, type Operation } from './shapes.ts';

/**
 * The operations for pull through cache rules by their API names, in the order in which help lists the commands. The
 * options, checks, skeletons and help of an operation, and the order of its output, are all built from this data.
 */
const definitions: Readonly<Record<string, Omit<Operation, 'name'>>> = {
  CreatePullThroughCacheRule: {
    help: 'Create a pull through cache rule, so that your registry caches the images of an upstream registry.',
    effect: 'created',
    input: {
      type: 'structure',
      members: [
        required(ecrRepositoryPrefix),
        required(upstreamRegistryUrl),
        registryId,
        upstreamRegistry,
        credentialArn,
        customRoleArn,
        upstreamRepositoryPrefix,
      ],
    },
    output: {
      type: 'structure',
      members: [
        ecrRepositoryPrefix,
        upstreamRegistryUrl,
        createdAt,
        registryId,
        upstreamRegistry,
        credentialArn,
        customRoleArn,
        upstreamRepositoryPrefix,
      ],
    },
    existsError: 'PullThroughCacheRuleAlreadyExistsException',
    preflight: true,
  },
  DeletePullThroughCacheRule: {
    help: 'Delete a pull through cache rule. Images that are cached already stay.',
    effect: 'deleted',
    input: { type: 'structure', members: [ruleName, registryId] },
    output: {
      type: 'structure',
      members: [
        ecrRepositoryPrefix,
        upstreamRegistryUrl,
        createdAt,
        registryId,
        credentialArn,
        customRoleArn,
        upstreamRepositoryPrefix,
      ],
    },
    missingError: 'PullThroughCacheRuleNotFoundException',
  },
  DescribePullThroughCacheRules: {
    help: 'List the pull through cache rules of a registry.',
    input: {
      type: 'structure',
      members: [
        registryId,
        {
          name: 'ecrRepositoryPrefixes',
          shape: repositoryPrefixes,
          help: 'The prefixes of the rules to list.',
          option: {
            value: 'prefix',
            help: 'List only the rules with these repository prefixes.',
            default: 'all rules',
          },
        },
        {
          name: 'nextToken',
          shape: { type: 'string' },
          help: 'The token of the next page, from an earlier response.',
          option: {
            value: 'token',
            help: 'Print the page of this token from an earlier response.',
            details: ['--starting-token continues with all further pages instead.'],
          },
        },
        {
          name: 'maxResults',
          shape: { type: 'integer', min: 1, max: 1000 },
          help: 'The number of rules in one page.',
          option: {
            value: 'number',
            help: 'Print one page of at most this many rules.',
            details: ['--max-items limits the result without this limit on a page.'],
            default: 'all pages',
          },
        },
      ],
    },
    output: {
      type: 'structure',
      members: [
        {
          name: 'pullThroughCacheRules',
          help: 'The rules.',
          shape: {
            type: 'list',
            member: {
              type: 'structure',
              members: [
                ecrRepositoryPrefix,
                upstreamRegistryUrl,
                createdAt,
                registryId,
                credentialArn,
                customRoleArn,
                upstreamRepositoryPrefix,
                upstreamRegistry,
                updatedAt,
              ],
            },
          },
        },
        {
          name: 'nextToken',
          shape: { type: 'string' },
          help: 'The token of the next page, where there is one.',
        },
      ],
    },
    paginator: {
      inputToken: 'nextToken',
      outputToken: 'nextToken',
      limitKey: 'maxResults',
      resultKey: 'pullThroughCacheRules',
    },
  },
  UpdatePullThroughCacheRule: {
    help: 'Change the secret or the role of a pull through cache rule.',
    effect: 'updated',
    input: {
      type: 'structure',
      members: [registryId, ruleName, credentialArn, customRoleArn],
    },
    output: {
      type: 'structure',
      members: [ecrRepositoryPrefix, registryId, updatedAt, credentialArn, customRoleArn, upstreamRepositoryPrefix],
    },
    preflight: true,
  },
  ValidatePullThroughCacheRule: {
    help: 'Check that the service can reach the upstream registry with a pull through cache rule.',
    input: { type: 'structure', members: [ruleName, registryId] },
    output: {
      type: 'structure',
      members: [
        ecrRepositoryPrefix,
        registryId,
        upstreamRegistryUrl,
        credentialArn,
        customRoleArn,
        upstreamRepositoryPrefix,
        { name: 'isValid', shape: { type: 'boolean' }, help: 'Whether the service can use the rule.' },
        { name: 'failure', shape: { type: 'string' }, help: 'The reason why it cannot.' },
      ],
    },
  },
};

/** The operation of the command `get-login-password`. It is not a command under its own name here. */
export const getAuthorizationToken: Operation = {
  name: 'GetAuthorizationToken',
  help: 'Get a token with which container clients log in to a registry.',
  input: {
    type: 'structure',
    members: [
      {
        name: 'registryIds',
        shape: { type: 'list', min: 1, max: 10, member: registryId.shape },
        help: 'The AWS accounts of the registries. The service ignores them.',
      },
    ],
  },
  output: {
    type: 'structure',
    members: [
      {
        name: 'authorizationData',
        help: 'The tokens.',
        shape: {
          type: 'list',
          member: {
            type: 'structure',
            members: [
              {
                name: 'authorizationToken',
                shape: { type: 'string', pattern: '^\\S+$' },
                help: 'A user name, a colon and a password, in Base64.',
              },
              { name: 'expiresAt', shape: { type: 'timestamp' }, help: 'When the token ends.' },
              { name: 'proxyEndpoint', shape: { type: 'string' }, help: 'The URL of the registry.' },
            ],
          },
        },
      },
    ],
  },
};

export const operations: readonly Operation[] = Object.entries(definitions).map(([name, definition]) => ({
  name,
  ...definition,
}));

/** @throws Error for an operation that is not in the model */
export function operationByName(name: string): Operation {
  const operation = [...operations, getAuthorizationToken].find((one) => one.name === name);
  if (operation === undefined) throw new Error(`The model has no operation ${name}.`);
  return operation;
}

/** Returns the command name of an operation, such as `create-pull-through-cache-rule`. */
export function commandName(operation: Operation): string {
  return commandLineName(operation.name);
}

export function operationByCommandName(command: string): Operation | undefined {
  return operations.find((operation) => commandName(operation) === command);
}
