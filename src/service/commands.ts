import {
  type $Command,
  CreatePullThroughCacheRuleCommand,
  DeletePullThroughCacheRuleCommand,
  DescribePullThroughCacheRulesCommand,
  type ECRClient,
  type ECRClientResolvedConfig,
  GetAuthorizationTokenCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  UpdatePullThroughCacheRuleCommand,
  ValidatePullThroughCacheRuleCommand,
} from '@aws-sdk/client-ecr';
import type { HttpRequest, MiddlewareStack } from '@smithy/types';

import type { Parameters } from '../model/values.ts';
import { isHttpRequest, isStaleConnection } from '../transport/requests.ts';

/** How a command is sent. */
export interface Sending {
  readonly observers: readonly CallObserver[];
  /** Whether a request that may have arrived can be sent again at once. */
  readonly isRepeatable: boolean;
}

/** Sends one command, and resolves to the response as WireProtocol reads it. */
export type SendCommand = (client: ECRClient, parameters: Parameters, sending: Sending) => Promise<object>;

/** The SDK's command for each operation of the model, by the operation's name in the API. */
export const commands: Readonly<Record<string, SendCommand>> = {
  CreatePullThroughCacheRule: sender(CreatePullThroughCacheRuleCommand),
  DeletePullThroughCacheRule: sender(DeletePullThroughCacheRuleCommand),
  DescribePullThroughCacheRules: sender(DescribePullThroughCacheRulesCommand),
  GetAuthorizationToken: sender(GetAuthorizationTokenCommand),
  UpdatePullThroughCacheRule: sender(UpdatePullThroughCacheRuleCommand),
  ValidatePullThroughCacheRule: sender(ValidatePullThroughCacheRuleCommand),
};

function sender<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  Command: new (
    input: Input,
  ) => $Command<Input, Output, ECRClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
): SendCommand {
  return (client, parameters, sending) => {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- The SDK's types describe valid parameters. With `parameter_validation = false` others are sent as well; WireProtocol, which alone reads the input, takes them.
    const command = new Command(parameters as unknown as Input);
    observeAttempts(command.middlewareStack, sending);
    return client.send(command);
  };
}

/** Has observers follow a command, and a repeatable request sent again after a connection that was closed meanwhile. */
export function observeAttempts<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  { observers, isRepeatable }: Sending,
): void {
  stack.add(
    (next) => async (args) => {
      if (isHttpRequest(args.request)) for (const observer of observers) observer.attempt?.(args.request);
      for (;;) {
        try {
          return await next(args);
        } catch (error) {
          // Each connection is tried once, so this ends with a new one.
          if (isRepeatable && isStaleConnection(error)) continue;
          for (const observer of observers) observer.failed?.(error);
          throw error;
        }
      }
    },
    { step: 'deserialize', priority: 'high', name: 'observeAttempts' },
  );
}

/** Follows a call attempt by attempt. */
export interface CallObserver {
  /** A request goes out, signed, as it will be on the wire. */
  attempt?(request: HttpRequest): void;
  /** An attempt failed; the SDK may make another. */
  failed?(error: unknown): void;
  /** The call has ended, with a response or without. */
  ended?(): void;
}
