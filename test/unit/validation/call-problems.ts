import { ParameterError } from '../../../src/model/errors.ts';
import { operationByCommandName } from '../../../src/model/operations.ts';
import { checkCall } from '../../../src/validation/check.ts';

export const region = 'eu-west-1';
export const account = '123456789012';

/** The ARN of a secret in the Region of the calls, with other parts where they are given. */
export function secretArn(parts: Readonly<Record<'partition' | 'region' | 'account' | 'name', string>> | object = {}) {
  const arn = { partition: 'aws', region, account, name: 'ecr-pullthroughcache/hub-Ab12Cd', ...parts };
  return `arn:${arn.partition}:secretsmanager:${arn.region}:${arn.account}:secret:${arn.name}`;
}

/** The problems of a call, one a line; empty when the call is valid. */
export function problems(
  parameters: Readonly<Record<string, string>>,
  { command = 'create-pull-through-cache-rule', ...call }: { command?: string; region?: string; account?: string } = {},
): readonly string[] {
  const operation = operationByCommandName(command);
  if (operation === undefined) throw new Error(command);
  try {
    checkCall({ operation, parameters, region, ...call });
    return [];
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    return error.message.split('\n').slice(1);
  }
}
