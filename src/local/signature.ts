import { LocalError } from './local-error.ts';

export interface Signature {
  readonly accessKeyId: string;
  /** The Region in the credential scope. */
  readonly region: string;
}

const headerPattern =
  /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/\d{8}\/(?<region>[^/]*)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=[^,]+, ?Signature=[0-9a-f]{64}$/;

/**
 * Reads an Authorization header of Signature Version 4.
 *
 * @param signingName the service that the signature has to be for
 * @throws LocalError when there is no such header, or the signature is for another service or for no Region
 */
export function readSignature(authorization: string | undefined, signingName: string): Signature {
  if (authorization === undefined)
    throw new LocalError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const { accessKeyId, region, service } = headerPattern.exec(authorization)?.groups ?? {};
  if (accessKeyId === undefined || region === undefined)
    throw new LocalError('IncompleteSignatureException', 'The Authorization header is not a SigV4 signature.');
  if (region === '') {
    throw new LocalError(
      'InvalidSignatureException',
      'The request is signed without a Region. Set AWS_REGION, or the Region of the client, to a Region such as us-east-1.',
      403,
    );
  }
  if (service !== signingName) {
    throw new LocalError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${signingName}'.`,
      403,
    );
  }
  return { accessKeyId, region };
}
