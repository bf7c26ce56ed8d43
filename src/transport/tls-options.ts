import { constants } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';

import type { Io } from '../platform/io.ts';
import { readCaBundle } from './ca-bundle.ts';

/** How servers are verified. */
export interface TlsSettings {
  readonly verifyCertificate: boolean;
  /** A file of certificates to trust in place of the usual ones. */
  readonly caBundle: string | undefined;
}

/**
 * The options of TLS connections to servers with one of the usual certificates. They have the versions and ciphers of
 * the AWS CLI. OpenSSL's security level 2 refuses RSA keys of less than 2,048 bits and signatures with SHA-1, also in
 * certificates. Nothing is left to Node's defaults, because NODE_TLS_REJECT_UNAUTHORIZED and NODE_OPTIONS change them.
 */
export const verifiedTls = {
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  ciphers: `${constants.defaultCoreCipherList}:@SECLEVEL=2`,
} satisfies ConnectionOptions;

/** @throws GeneralError when the file of certificates cannot be used */
export function tlsOptions({ verifyCertificate, caBundle }: TlsSettings, io: Pick<Io, 'files'>): ConnectionOptions {
  if (!verifyCertificate) return { ...verifiedTls, rejectUnauthorized: false };
  return caBundle === undefined ? verifiedTls : { ...verifiedTls, ca: readCaBundle(caBundle, io) };
}
