import {
  type ECRClient,
  CreatePullThroughCacheRuleCommand,
  DeletePullThroughCacheRuleCommand,
  DescribePullThroughCacheRulesCommand,
  UpdatePullThroughCacheRuleCommand,
  ValidatePullThroughCacheRuleCommand,
} from '@aws-sdk/client-ecr';

/** The SDK's typed input stays unset: the parameters travel in the body that the wire protocol sends. */
const unset = { ecrRepositoryPrefix: undefined, upstreamRegistryUrl: undefined };

/** How the SDK sends each operation of the model. */
export const commands = {
  CreatePullThroughCacheRule: (client: ECRClient) => client.send(new CreatePullThroughCacheRuleCommand(unset)),
  DeletePullThroughCacheRule: (client: ECRClient) => client.send(new DeletePullThroughCacheRuleCommand(unset)),
  DescribePullThroughCacheRules: (client: ECRClient) => client.send(new DescribePullThroughCacheRulesCommand({})),
  UpdatePullThroughCacheRule: (client: ECRClient) => client.send(new UpdatePullThroughCacheRuleCommand(unset)),
  ValidatePullThroughCacheRule: (client: ECRClient) => client.send(new ValidatePullThroughCacheRuleCommand(unset)),
} as const;

/** Whether the SDK has a command for the operation: a test holds this table against the model. */
export function hasCommand(operationName: string): operationName is keyof typeof commands {
  return Object.hasOwn(commands, operationName);
}
