import http from 'node:http';

import type { Io } from '../io.ts';
import { isTrue } from '../settings/settings.ts';

const defaultEndpoint = 'http://169.254.169.254';
const tokenSeconds = '21600';

/**
 * The Region of the EC2 instance that this is, as its metadata service tells it: with a token, and without one where
 * the service knows none. (The AWS CLI looks here last.)
 *
 * @returns undefined where this is no instance or the service is switched off
 */
export async function instanceRegion({ environment }: Pick<Io, 'environment'>): Promise<string | undefined> {
  if (isTrue(environment['AWS_EC2_METADATA_DISABLED'])) return undefined;
  const endpoint = (environment['AWS_EC2_METADATA_SERVICE_ENDPOINT'] || defaultEndpoint).replace(/\/$/, '');
  const timeout = Number(environment['AWS_METADATA_SERVICE_TIMEOUT'] ?? 1) * 1000;
  const token = await ask(`${endpoint}/latest/api/token`, timeout, { method: 'PUT', headers: { 'x-aws-ec2-metadata-token-ttl-seconds': tokenSeconds } });
  if (token === 'unreachable') return undefined;
  const headers = token === undefined ? {} : { 'x-aws-ec2-metadata-token': token };
  const zone = await ask(`${endpoint}/latest/meta-data/placement/availability-zone/`, timeout, { method: 'GET', headers });
  // A zone is the Region with a letter behind it.
  return zone === undefined || zone === 'unreachable' ? undefined : zone.slice(0, -1) || undefined;
}

/** @returns the answer's text, undefined for an answer that is no success, or that there is nobody to ask */
function ask(url: string, timeout: number, options: http.RequestOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = http.request(url, { ...options, timeout }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(response.statusCode === 200 ? Buffer.concat(chunks).toString('utf8').trim() : undefined);
      });
    });
    request.on('timeout', () => {
      request.destroy();
      resolve('unreachable');
    });
    request.on('error', () => {
      resolve('unreachable');
    });
    request.end();
  });
}
