import type https from 'node:https';

import { NodeHttpHandler } from '@smithy/node-http-handler';

import { GeneralError } from '../errors.ts';
import { isSystemError, type Io } from '../io.ts';
import type { Settings } from '../settings/settings.ts';
import { systemErrorText } from '../system-errors.ts';
import { hasProxies } from './proxies.ts';

const milliseconds = 1000;

/**
 * What carries requests over the network: timeouts, certificates to trust, proxies.
 *
 * @throws GeneralError when the file of certificates cannot be read
 */
export async function createRequestHandler(settings: Settings, io: Io): Promise<NodeHttpHandler> {
  const timeouts = { connectionTimeout: settings.connectTimeout * milliseconds, socketTimeout: settings.readTimeout * milliseconds };
  const tls = tlsOptions(settings, io);
  if (!hasProxies(io)) return new NodeHttpHandler({ ...timeouts, httpsAgent: { maxSockets: 1, ...tls }, httpAgent: { maxSockets: 1 } });
  const { ProxyAgent } = await import('./proxy-agent.ts');
  const agent = new ProxyAgent(io, tls);
  return new NodeHttpHandler({ ...timeouts, httpsAgent: agent, httpAgent: agent });
}

function tlsOptions({ verifyCertificate, caBundle, endpointUrl }: Settings, io: Io): https.AgentOptions {
  if (!verifyCertificate) return { rejectUnauthorized: false };
  // Over plain HTTP nothing is checked, and so the AWS CLI does not look for the file.
  const plain = endpointUrl?.toLowerCase().startsWith('http:') === true;
  return caBundle === undefined || plain ? {} : { ca: readCaBundle(caBundle, io) };
}

function readCaBundle(path: string, io: Io): Buffer {
  try {
    return io.files.read(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GeneralError(`SSL validation failed: the CA bundle cannot be read: ${systemErrorText(error, path)}`);
  }
}
