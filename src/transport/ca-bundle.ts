import { X509Certificate } from 'node:crypto';

import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { systemErrorText } from '../python/os-error.ts';

/** A certificate in PEM, under each of the names that OpenSSL reads. Without its END line, it has no base64 text. */
const pemCertificate = /^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[ \t\r]*$(?:([^-]*)^-----END )?/gm;

/**
 * Reads a file of certificates to trust. Node uses what it can of such a file; like OpenSSL's own reader, and so the
 * AWS CLI, this refuses a file without certificates or with a damaged one.
 *
 * @throws GeneralError that names the file
 */
export function readCaBundle(path: string, io: Pick<Io, 'files'>): Buffer {
  const bundle = readFile(path, io);
  const certificates = [
    ...bundle
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .matchAll(pemCertificate),
  ];
  if (certificates.length === 0) throw unusable(`there is no certificate in PEM format in '${path}'`);
  certificates.forEach(([, base64], index) => {
    if (!isCertificate(base64)) throw unusable(`certificate ${String(index + 1)} in '${path}' is damaged`);
  });
  return bundle;
}

function readFile(path: string, { files }: Pick<Io, 'files'>): Buffer {
  try {
    return files.read(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GeneralError(`SSL validation failed: the CA bundle cannot be read: ${systemErrorText(error, path)}`);
  }
}

function isCertificate(base64: string | undefined): boolean {
  const text = base64?.replace(/\s/g, '');
  if (text === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  try {
    return new X509Certificate(Buffer.from(text, 'base64')).raw.length > 0;
  } catch {
    return false;
  }
}

function unusable(reason: string): GeneralError {
  return new GeneralError(`SSL validation failed: the CA bundle cannot be used: ${reason}`);
}
