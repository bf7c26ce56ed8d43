import { startScriptedService, type ReceivedRequest, type ScriptedService } from './scripted-service.ts';

/** An endpoint in front of another one. It passes requests on, and counts and delays them. */
export type CountingEndpoint = ScriptedService;

/**
 * Starts an endpoint that passes requests on to `url`, so that a test can act after a number of requests.
 *
 * @param delay before a request is passed on, in milliseconds
 * @param passed how many requests are passed on; later ones get no response
 */
export function startCountingEndpoint(url: string, delay: number, passed = Infinity): Promise<CountingEndpoint> {
  return startScriptedService((request, count) => ({
    stream: (response) => {
      if (count > passed) return;
      setTimeout(() => {
        passOn(request, url).then(
          ({ status, type, body }) => {
            response.writeHead(status, { 'content-type': type });
            response.end(body);
          },
          () => response.destroy(),
        );
      }, delay);
    },
  }));
}

async function passOn(
  { method, path, headers, body }: ReceivedRequest,
  url: string,
): Promise<{ readonly status: number; readonly type: string; readonly body: string }> {
  const names = ['content-type', 'authorization', 'x-amz-target', 'x-amz-date'];
  const response = await fetch(url + path, {
    method,
    headers: Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')])),
    body,
  });
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: await response.text(),
  };
}
