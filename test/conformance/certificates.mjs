// A certificate authority and a server certificate for one run, removed with it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Makes both with the `openssl` command.
 *
 * @returns the server's key and certificate in PEM, the path of the authority's certificate, and a function that
 *   removes the files
 */
export function createCertificates() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-ca-'));
  const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-days', '2'];
  fs.writeFileSync(path.join(folder, 'names.cnf'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Conformance CA');
  openssl('req', ...newKey.slice(0, 3), '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=127.0.0.1');
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'names.cnf'];
  openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.pem', ...signed);
  return {
    key: fs.readFileSync(path.join(folder, 'server.key')),
    cert: fs.readFileSync(path.join(folder, 'server.pem')),
    ca: path.join(folder, 'ca.pem'),
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
