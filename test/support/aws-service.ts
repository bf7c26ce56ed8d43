import {
  startScriptedService,
  type ReceivedRequest,
  type Script,
  type ScriptedResponse,
  type ScriptedService,
} from './scripted-service.ts';

/** The secrets in the responses of the other services. The tool never prints them. */
export const secrets = {
  assumed: 'secretOfTheAssumedRole',
  assumedToken: 'tokenOfTheAssumedRole',
  sso: 'secretOfTheSsoRole',
  ssoToken: 'tokenOfTheSsoRole',
  container: 'secretOfTheContainer',
} as const;

export interface AwsRequest extends ReceivedRequest {
  /** An operation of STS, `sso`, `container` or `ecr`. */
  readonly kind: string;
}

export interface AwsService extends ScriptedService {
  readonly requests: AwsRequest[];
  /** The response of STS and the SSO portal from now on, instead of credentials. */
  refusal: ScriptedResponse | undefined;
}

/**
 * Starts STS, the SSO portal, the endpoint of a container and ECR on one port.
 *
 * @param ecr responds to the requests for ECR. Its count is of these requests alone.
 */
export async function startAwsService(
  ecr: Script = () => ({ body: { ecrRepositoryPrefix: 'aa', registryId: '123456789012' } }),
): Promise<AwsService> {
  const requests: AwsRequest[] = [];
  let count = 0;
  const scripted = await startScriptedService((request) => {
    const credentials = credentialsFor(request);
    requests.push({ ...request, kind: credentials?.kind ?? 'ecr' });
    if (credentials === undefined) return ecr(request, ++count);
    return credentials.kind === 'container' ? credentials.response : (service.refusal ?? credentials.response);
  });
  const service: AwsService = { ...scripted, requests, refusal: undefined };
  return service;
}

function credentialsFor({
  path,
  body,
}: ReceivedRequest): { readonly kind: string; readonly response: ScriptedResponse } | undefined {
  const action = /Action=(AssumeRole(?:WithWebIdentity)?)&/.exec(body)?.[1];
  if (action !== undefined) return { kind: action, response: assumedRole(action) };
  if (path.startsWith('/federation/credentials')) {
    const roleCredentials = {
      accessKeyId: 'AKIDSSO',
      secretAccessKey: secrets.sso,
      sessionToken: secrets.ssoToken,
      expiration: 4070908800000,
    };
    return { kind: 'sso', response: { body: { roleCredentials } } };
  }
  if (path.startsWith('/container')) {
    const credentials = {
      AccessKeyId: 'AKIDCONTAINER',
      SecretAccessKey: secrets.container,
      Token: 'tokenOfTheContainer',
      Expiration: '2099-01-01T00:00:00Z',
    };
    return { kind: 'container', response: { body: credentials } };
  }
  return undefined;
}

function assumedRole(action: string): ScriptedResponse {
  const credentials =
    `<Credentials><AccessKeyId>AKIDASSUMED</AccessKeyId><SecretAccessKey>${secrets.assumed}</SecretAccessKey>` +
    `<SessionToken>${secrets.assumedToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
  const user =
    '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>';
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${credentials}${user}</${action}Result></${action}Response>`,
  };
}
