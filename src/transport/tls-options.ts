import type { SecureContextOptions } from 'node:tls';

import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { systemErrorText } from '../python/os-error.ts';

/** How servers are checked. */
export interface TlsSettings {
  readonly verifyCertificate: boolean;
  /** A file of certificates to trust in place of the usual ones. */
  readonly caBundle: string | undefined;
  /** Where the client's requests go, unless the SDK finds that out, which is over HTTPS. */
  readonly endpointUrl: string | undefined;
}

/** @throws GeneralError when the file of certificates cannot be read */
export function tlsOptions(
  { verifyCertificate, caBundle, endpointUrl }: TlsSettings,
  io: Io,
): SecureContextOptions & { readonly rejectUnauthorized?: boolean } {
  if (!verifyCertificate) return { rejectUnauthorized: false };
  // The AWS CLI does not read the file for an endpoint over plain HTTP.
  const isPlain = endpointUrl?.toLowerCase().startsWith('http:') === true;
  return caBundle === undefined || isPlain ? {} : { ca: readCaBundle(caBundle, io) };
}

function readCaBundle(path: string, io: Io): Buffer {
  try {
    return io.files.read(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GeneralError(`SSL validation failed: the CA bundle cannot be read: ${systemErrorText(error, path)}`);
  }
}
