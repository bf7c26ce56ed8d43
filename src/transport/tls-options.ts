import type { SecureContextOptions } from 'node:tls';

import type { Io } from '../platform/io.ts';
import { readCaBundle } from './ca-bundle.ts';

/** How servers are verified. */
export interface TlsSettings {
  readonly verifyCertificate: boolean;
  /** A file of certificates to trust in place of the usual ones. */
  readonly caBundle: string | undefined;
}

/** @throws GeneralError when the file of certificates cannot be used */
export function tlsOptions(
  { verifyCertificate, caBundle }: TlsSettings,
  io: Io,
): SecureContextOptions & { readonly rejectUnauthorized?: boolean } {
  if (!verifyCertificate) return { rejectUnauthorized: false };
  return caBundle === undefined ? {} : { ca: readCaBundle(caBundle, io) };
}
