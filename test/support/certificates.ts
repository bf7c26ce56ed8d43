import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A server's key and certificate in PEM. */
export interface ServerCertificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

export interface CertificateAuthority {
  /** The path of its certificate. */
  readonly bundle: string;
  /**
   * @param extensions in the words of openssl's x509v3_config
   * @param key in the words of openssl's -newkey
   */
  issue(extensions?: string, key?: string): ServerCertificate;
  /** Removes its files. */
  remove(): void;
}

/** Creates a certificate authority with the `openssl` command. */
export function createAuthority(): CertificateAuthority {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-authority-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const name = ['-subj', '/CN=Test CA', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', ...name);
  return {
    bundle: path.join(folder, 'ca.pem'),
    issue(extensions = 'subjectAltName=IP:127.0.0.1', key) {
      fs.writeFileSync(path.join(folder, 'extensions.cnf'), `${extensions}\n`);
      const serverKey = key === undefined ? newKey : ['-newkey', key, '-nodes'];
      openssl('req', ...serverKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server');
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
      openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signed, '-extfile', 'extensions.cnf');
      const read = (name: string) => fs.readFileSync(path.join(folder, name));
      return { key: read('server.key'), cert: read('server.pem') };
    },
    remove() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
