import { serve } from './serve.ts';

/** The secrets that the pretended services hand out, none of which may ever be shown. */
export const secrets = {
  assumed: 'secretOfTheAssumedRole',
  assumedToken: 'tokenOfTheAssumedRole',
  sso: 'secretOfTheSsoRole',
  ssoToken: 'tokenOfTheSsoRole',
  container: 'secretOfTheContainer',
} as const;

export interface Seen {
  readonly kind: string;
  readonly path: string;
  readonly accessKeyId: string | undefined;
  readonly sessionToken: string | undefined;
  readonly body: string;
}

export interface AwsService {
  readonly url: string;
  readonly seen: Seen[];
  /** What STS and the SSO portal answer with from now on, instead of credentials. */
  refusal: Refusal | undefined;
  close(): void;
}

export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

type Answer = (request: {
  readonly path: string;
  readonly operation: string;
  readonly body: string;
  readonly attempt: number;
}) => { status?: number; body?: object | string; delay?: number; drop?: boolean };

/** STS, the SSO portal, a container's endpoint and ECR on one port, on this machine. */
export async function startAwsService(
  ecr: Answer = () => ({ body: { ecrRepositoryPrefix: 'aa', registryId: '123456789012' } }),
): Promise<AwsService> {
  const service: AwsService = { url: '', seen: [], refusal: undefined, close: () => undefined };
  const { seen } = service;
  let attempt = 0;
  const served = await serve((request, response, body) => {
    const path = request.url ?? '/';
    const accessKeyId = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1];
    const known = knownAnswer(path, body);
    const token = request.headers['x-amz-security-token'];
    const sessionToken = typeof token === 'string' ? token : undefined;
    seen.push({ kind: known?.kind ?? 'ecr', path, accessKeyId, sessionToken, body });
    if (known !== undefined && known.kind !== 'container' && service.refusal !== undefined) {
      response.writeHead(service.refusal.status, service.refusal.headers).end(service.refusal.body);
      return;
    }
    const {
      status = 200,
      body: content = {},
      delay = 0,
      drop = false,
    } = known ??
    ecr({
      path,
      operation: /[^.]*$/.exec(String(request.headers['x-amz-target']))?.[0] ?? '',
      body,
      attempt: ++attempt,
    });
    setTimeout(() => {
      if (drop) return request.socket.destroy();
      response.writeHead(status, {
        'content-type': typeof content === 'string' ? 'text/xml' : 'application/x-amz-json-1.1',
      });
      return response.end(typeof content === 'string' ? content : JSON.stringify(content));
    }, delay);
  });
  return Object.assign(service, served);
}

function knownAnswer(
  path: string,
  body: string,
): { kind: string; status?: number; body: object | string; delay?: number; drop?: boolean } | undefined {
  const action = /Action=(AssumeRole(?:WithWebIdentity)?)&/.exec(body)?.[1];
  if (action !== undefined) {
    const credentials =
      `<Credentials><AccessKeyId>AKIDASSUMED</AccessKeyId><SecretAccessKey>${secrets.assumed}</SecretAccessKey>` +
      `<SessionToken>${secrets.assumedToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>`;
    const user =
      '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>';
    return {
      kind: action,
      body: `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${credentials}${user}</${action}Result></${action}Response>`,
    };
  }
  if (path.startsWith('/federation/credentials')) {
    return {
      kind: 'sso',
      body: {
        roleCredentials: {
          accessKeyId: 'AKIDSSO',
          secretAccessKey: secrets.sso,
          sessionToken: secrets.ssoToken,
          expiration: 4070908800000,
        },
      },
    };
  }
  if (path.startsWith('/container')) {
    return {
      kind: 'container',
      body: {
        AccessKeyId: 'AKIDCONTAINER',
        SecretAccessKey: secrets.container,
        Token: 'tokenOfTheContainer',
        Expiration: '2099-01-01T00:00:00Z',
      },
    };
  }
  return undefined;
}
