import type { Io } from '../platform/io.ts';

/** The variables that name a proxy, by the scheme of the URL that is called; those in lower case win. */
const variables = { 'http:': ['http_proxy', 'HTTP_PROXY'], 'https:': ['https_proxy', 'HTTPS_PROXY'] } as const;

/** Whether any request may have to go through a proxy. */
export function hasProxies({ environment }: Pick<Io, 'environment'>): boolean {
  return Object.values(variables)
    .flat()
    .some((name) => Boolean(environment[name]));
}

/**
 * The proxy for a URL, as Python's urllib and botocore find it for the AWS CLI: `HTTP_PROXY` or `HTTPS_PROXY` by the
 * URL's scheme, unless `NO_PROXY` names the host, its port or a domain it belongs to, or everything with `*`.
 */
export function proxyFor(url: URL, { environment }: Pick<Io, 'environment'>): string | undefined {
  const names = url.protocol === 'http:' || url.protocol === 'https:' ? variables[url.protocol] : [];
  const proxy = names.map((name) => environment[name]).find((value) => value !== undefined);
  if (!proxy || isExempt(url, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')) return undefined;
  if (/^https?:/i.test(proxy)) return proxy;
  return proxy.startsWith('//') ? `http:${proxy}` : `http://${proxy}`;
}

/** A proxy's URL with user and password made unreadable, as botocore shows it. */
export function withoutSecrets(proxy: string): string {
  return proxy.replace(
    /^([a-z]+:\/\/)([^/@]*)@/i,
    (_, scheme: string, user: string) => `${scheme}${user.replace(/[^:]+/g, '***')}@`,
  );
}

function isExempt(url: URL, exemptions: string): boolean {
  if (exemptions.trim() === '*') return true;
  const host = url.hostname.toLowerCase();
  const withPort = url.port === '' ? host : `${host}:${url.port}`;
  return exemptions
    .split(',')
    .map((name) => name.trim().replace(/^\.+/, '').toLowerCase())
    .filter((name) => name !== '')
    .some((name) => [host, withPort].some((one) => one === name || one.endsWith(`.${name}`)));
}
