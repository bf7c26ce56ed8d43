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
 * @param plain whether all of them go over plain HTTP, so that nothing of TLS is loaded
 * @throws GeneralError when the file of certificates cannot be read
 */
export async function createRequestHandler(settings: Settings, io: Io, plain = false): Promise<NodeHttpHandler> {
  const timeouts = { connectionTimeout: settings.connectTimeout * milliseconds, socketTimeout: settings.readTimeout * milliseconds };
  const tls = tlsOptions(settings, io);
  if (!hasProxies(io)) {
    const options = { keepAlive: true, maxSockets: 1 };
    if (!plain) return new NodeHttpHandler({ ...timeouts, httpsAgent: { ...options, ...tls }, httpAgent: options });
    const { Agent } = await import('node:http');
    const agent = new Agent(options);
    return new NodeHttpHandler({ ...timeouts, httpsAgent: agent, httpAgent: agent });
  }
  const { ProxyAgent } = await import('./proxy-agent.ts');
  const agent = new ProxyAgent(io, tls);
  return new NodeHttpHandler({ ...timeouts, httpsAgent: agent, httpAgent: agent });
}

/** Whether an endpoint is called over plain HTTP. */
export function isPlain(endpointUrl: string | undefined): boolean {
  return endpointUrl?.toLowerCase().startsWith('http:') === true;
}

function tlsOptions({ verifyCertificate, caBundle, endpointUrl }: Settings, io: Io): https.AgentOptions {
  if (!verifyCertificate) return { rejectUnauthorized: false };
  // Over plain HTTP nothing is checked, and so the AWS CLI does not look for the file.
  return caBundle === undefined || isPlain(endpointUrl) ? {} : { ca: readCaBundle(caBundle, io) };
}

function readCaBundle(path: string, io: Io): Buffer {
  try {
    return io.files.read(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new GeneralError(`SSL validation failed: the CA bundle cannot be read: ${systemErrorText(error, path)}`);
  }
}
