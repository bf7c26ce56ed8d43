import type { AwsCredentialIdentityProvider } from '@smithy/types';

import { GeneralError } from '../model/errors.ts';
import type { CredentialContext } from './context.ts';
import { callSts } from './sts.ts';

/**
 * The account that credentials belong to, as GetCallerIdentity of STS reports it.
 *
 * @throws ServiceError when STS refuses, GeneralError when it cannot be reached or names no account
 */
export async function callerAccount(
  credentials: AwsCredentialIdentityProvider,
  context: CredentialContext,
): Promise<string> {
  const { Account: account } = await callSts('GetCallerIdentity', {}, context, {
    credentials,
    send: (client, { GetCallerIdentityCommand }) => client.send(new GetCallerIdentityCommand({})),
  });
  if (typeof account === 'string') return account;
  throw new GeneralError('The response of STS to GetCallerIdentity has no account.');
}
