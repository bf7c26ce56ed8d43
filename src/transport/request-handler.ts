import type { ConnectionOptions } from 'node:tls';

import type { HttpHandler } from '@smithy/core/protocols';

import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import type { Settings } from '../settings/settings.ts';
import { systemErrorText } from '../python/os-error.ts';
import { DirectHandler } from './direct-handler.ts';
import { hasProxies } from './proxies.ts';

const milliseconds = 1000;

/**
 * What carries requests over the network: timeouts, certificates to trust, proxies.
 *
 * @throws GeneralError when the file of certificates cannot be read
 */
export async function createRequestHandler(settings: Settings, io: Io): Promise<HttpHandler> {
  const tls = tlsOptions(settings, io);
  const [connectTimeout, readTimeout] = [settings.connectTimeout * milliseconds, settings.readTimeout * milliseconds];
  if (!hasProxies(io)) return new DirectHandler({ connectTimeout, readTimeout, tls });
  const { proxyHandler } = await import('./proxy-handler.ts');
  return proxyHandler({ connectTimeout, readTimeout, tls }, io);
}

/** Whether an endpoint is called over plain HTTP. */
function isPlain(endpointUrl: string | undefined): boolean {
  return endpointUrl?.toLowerCase().startsWith('http:') === true;
}

function tlsOptions({ verifyCertificate, caBundle, endpointUrl }: Settings, io: Io): ConnectionOptions {
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
