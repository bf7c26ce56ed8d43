// Signature Version 4, computed again from the request as it arrived.
import { createHash, createHmac } from 'node:crypto';

/** The secret access keys of the cases, by access key. */
const secrets = {
  AKIDEXAMPLE: 'secretEXAMPLE',
  AKIDPROFILE: 'secretPROFILE',
  AKIDASSUMED: 'secretASSUMED',
  AKIDPROCESS: 'secretPROCESS',
  AKIDOTHER: 'secretOTHER',
};

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

/**
 * Reads the `Authorization` header and checks its signature.
 *
 * @returns null for a request without the header; its scheme alone where that is another
 */
export function inspectSignature({ method, url, headers }, body) {
  if (!headers.authorization) return null;
  const match = authorization.exec(headers.authorization);
  if (!match) return { scheme: headers.authorization.split(' ')[0] };
  const [, accessKeyId, day, region, service, signedHeaders, signature] = match;
  const secret = secrets[accessKeyId];
  const [path, query = ''] = url.split('?');
  const value = (name) =>
    String(headers[name] ?? '')
      .trim()
      .replace(/ +/g, ' ');
  const canonicalHeaders = signedHeaders.split(';').map((name) => `${name}:${value(name)}`);
  const canonical = [method, path || '/', query, ...canonicalHeaders, '', signedHeaders, sha256(body)].join('\n');
  const scope = [day, region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce(hmac, `AWS4${secret}`);
  const isValid = secret !== undefined && hmac(key, toSign).toString('hex') === signature;
  return { accessKeyId, region, service, valid: isValid };
}
