import { unescape } from 'node:querystring';

import { GeneralError } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';
import { maskedUrl } from '../platform/masks.ts';

type Environment = Pick<Io, 'environment'>;

/** A proxy as the environment names it. */
export interface Proxy {
  readonly url: string;
  /** The name of the environment variable. */
  readonly variable: string;
}

/**
 * The proxies in the environment by the scheme in the variable's name. The name may have any case; `…_proxy` in lower
 * case wins, even if it is empty. HTTP_PROXY does not count in a CGI script, where a client's header can set it.
 * (urllib.request.getproxies_environment, https://httpoxy.org)
 */
function environmentProxies({ environment }: Environment): Readonly<Record<string, Proxy>> {
  const proxies = new Map<string, Proxy>();
  const variables = Object.entries(environment).flatMap(([variable, url]) => {
    const [, scheme] = /^(.+)_proxy$/i.exec(variable) ?? [];
    return scheme === undefined || url === undefined ? [] : [{ scheme: scheme.toLowerCase(), url, variable }];
  });
  for (const { scheme, ...proxy } of variables) if (proxy.url !== '') proxies.set(scheme, proxy);
  if (environment['REQUEST_METHOD'] !== undefined) proxies.delete('http');
  for (const { scheme, ...proxy } of variables.filter(({ variable }) => variable.endsWith('_proxy'))) {
    if (proxy.url === '') proxies.delete(scheme);
    else proxies.set(scheme, proxy);
  }
  return Object.fromEntries(proxies);
}

/** The proxies that requests may go through. */
export function requestProxies(io: Environment): readonly Proxy[] {
  const { http, https } = environmentProxies(io);
  return [http, https].filter((proxy) => proxy !== undefined);
}

/**
 * The proxy for a URL as botocore finds it: by the URL's scheme, unless NO_PROXY names the host, its port or a domain
 * it belongs to, or everything with `*`.
 */
export function proxyFor(url: URL, io: Environment): Proxy | undefined {
  const { no: exemptions, ...proxies } = environmentProxies(io);
  const proxy = proxies[url.protocol.slice(0, -1)];
  if (proxy === undefined || isExempt(url, exemptions?.url ?? '')) return undefined;
  if (/^https?:/i.test(proxy.url)) return proxy;
  return { ...proxy, url: proxy.url.startsWith('//') ? `http:${proxy.url}` : `http://${proxy.url}` };
}

/** @throws GeneralError that names the variable */
export function parseProxyUrl({ url, variable }: Proxy): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new GeneralError(
    `Invalid proxy URL in the environment variable ${variable}: "${maskedUrl(url)}". It must look like http://host:port.`,
  );
}

/** The header with the user and password of a proxy's URL. As in Python, a `%` outside of an escape is kept. */
export function proxyAuthorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '' && password === '') return {};
  const credentials = Buffer.from(`${unescape(username)}:${unescape(password)}`);
  return { 'Proxy-Authorization': `Basic ${credentials.toString('base64')}` };
}

function isExempt(url: URL, exemptions: string): boolean {
  if (exemptions === '*') return true;
  const host = url.hostname.toLowerCase();
  const withPort = url.port === '' ? host : `${host}:${url.port}`;
  return exemptions
    .split(',')
    .map((name) => name.trim().replace(/^\.+/, '').toLowerCase())
    .filter((name) => name !== '')
    .some((name) => [host, withPort].some((one) => one === name || one.endsWith(`.${name}`)));
}
