import { constants } from 'node:crypto';
import { createSecureContext, type ConnectionOptions, type SecureContext } from 'node:tls';

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
const verifiedTls = {
  rejectUnauthorized: true,
  minVersion: 'TLSv1.2',
  ciphers: `${constants.defaultCoreCipherList}:@SECLEVEL=2`,
} satisfies ConnectionOptions;

/** TLS connections to servers that are verified in the same way. */
export interface Tls {
  readonly options: ConnectionOptions;
  /** The certificates to trust, for all of these connections. They are parsed at the first call. */
  readonly secureContext: () => SecureContext;
}

/** The TLS contexts of a run, so that a file of certificates is read and parsed once. */
export class TlsContexts {
  readonly #io: Pick<Io, 'files'>;
  readonly #contexts = new Map<string, Tls>();
  /** Whether the warning about servers that are not verified was written. */
  hasWarned = false;

  constructor(io: Pick<Io, 'files'>) {
    this.#io = io;
  }

  /** @throws GeneralError when the file of certificates cannot be used */
  get({ verifyCertificate, caBundle }: TlsSettings): Tls {
    // Where nothing is verified, the AWS CLI does not read the file either.
    const bundle = verifyCertificate ? caBundle : undefined;
    const key = `${String(verifyCertificate)} ${bundle ?? ''}`;
    const tls = this.#contexts.get(key) ?? createTls(verifyCertificate, bundle, this.#io);
    this.#contexts.set(key, tls);
    return tls;
  }

  /** For servers with one of the usual certificates. */
  get usual(): Tls {
    return this.get({ verifyCertificate: true, caBundle: undefined });
  }
}

function createTls(rejectUnauthorized: boolean, bundle: string | undefined, io: Pick<Io, 'files'>): Tls {
  const certificates = bundle === undefined ? {} : { ca: readCaBundle(bundle, io) };
  let context: SecureContext | undefined;
  return {
    options: { ...verifiedTls, rejectUnauthorized },
    secureContext: () => (context ??= createSecureContext({ ...verifiedTls, ...certificates })),
  };
}
