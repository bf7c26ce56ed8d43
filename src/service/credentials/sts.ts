import { ServiceError } from '../../errors.ts';
import { endpointUrl } from '../../settings/endpoint-url.ts';
import { explainNetworkFailure } from '../failure.ts';
import { proxyFor } from '../proxies.ts';
import type { CredentialContext } from './context.ts';

/** How the SDK's providers reach STS. */
export async function stsClientConfig({ io, profile, region, requestHandler }: CredentialContext) {
  const endpoint = endpointUrl('sts', profile, io);
  return { region, requestHandler: await requestHandler(), ...(endpoint === undefined ? {} : { endpoint }) };
}

/**
 * Calls STS, and tells of a failure as the AWS CLI does.
 *
 * @throws ServiceError when STS says no, GeneralError when it cannot be reached
 */
export async function callingSts<T>(operationName: string, context: CredentialContext, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const answered = '$metadata' in error && '$fault' in error;
    if (answered) throw new ServiceError(error.name, operationName, error.message, undefined);
    const endpoint = `${(endpointUrl('sts', context.profile, context.io) ?? `https://sts.${context.region}.amazonaws.com`).replace(/\/$/, '')}/`;
    throw explainNetworkFailure(error, { endpoint, proxy: proxyFor(new URL(endpoint), context.io) });
  }
}
