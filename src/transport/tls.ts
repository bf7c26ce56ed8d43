import { constants, X509Certificate } from 'node:crypto';
import { type ConnectionOptions, createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import https from 'node:https';
import type { Duplex } from 'node:stream';

import { GeneralError } from '../model/errors.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { systemErrorText } from '../python/os-error.ts';

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

/** Connects directly over TLS, and watches the handshake. */
export class TlsAgent extends https.Agent {
  readonly #connectTimeout: number;
  readonly #secureContext: () => SecureContext;

  /** @param connectTimeout in milliseconds; 0 means no limit */
  constructor(options: https.AgentOptions, connectTimeout: number, secureContext: () => SecureContext) {
    super(options);
    this.#connectTimeout = connectTimeout;
    this.#secureContext = secureContext;
  }

  override createConnection(...[options, callback]: Parameters<https.Agent['createConnection']>) {
    const secured = { ...options, secureContext: this.#secureContext() };
    const socket = super.createConnection(secured, callback);
    if (socket) watchHandshake(socket, this.#connectTimeout);
    return socket;
  }
}

/** A server accepted the connection, but did not finish the TLS handshake. */
export class HandshakeTimeout extends Error {
  override readonly name = 'TimeoutError';
}

const failures = new WeakSet<Error>();

/** Whether a socket's error came before the end of its TLS handshake, so that no request was sent. */
export function failedInHandshake(error: Error): boolean {
  return failures.has(error);
}

/**
 * Notes errors before the end of a TLS socket's handshake, and destroys the socket if the handshake takes too long. The
 * SDK's handler applies the read timeout to it; urllib3, and so the AWS CLI, applies the connect timeout.
 *
 * @param timeout in milliseconds, from the moment the connection is made; 0 means no limit
 */
export function watchHandshake(socket: Duplex, timeout: number): void {
  if (!(socket instanceof TLSSocket)) return;
  const note = (error: Error) => {
    failures.add(error);
  };
  socket.once('error', note).once('secureConnect', () => socket.off('error', note));
  if (timeout === 0) return;
  const start = () => {
    const timer = setTimeout(() => {
      socket.destroy(new HandshakeTimeout('The TLS handshake took too long.'));
    }, timeout);
    for (const event of ['secureConnect', 'close'])
      socket.once(event, () => {
        clearTimeout(timer);
      });
  };
  if (socket.connecting) socket.once('connect', start);
  else start();
}
