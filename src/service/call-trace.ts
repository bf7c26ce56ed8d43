import type { Trace } from '../platform/io.ts';
import { isHttpRequest, urlOf, type CallObserver } from './observer.ts';

/** Headers of which only the harmless part may be seen. */
const secretHeaders: Readonly<Record<string, (value: string) => string>> = {
  authorization: (value) =>
    value.replace(/Signature=[0-9a-f]+/, 'Signature=***').replace(/^(Basic|Bearer) .*$/, '$1 ***'),
  'x-amz-security-token': () => '***',
};

/** Writes requests and what became of them to the debug log, without signatures and session tokens. */
export function callTrace(trace: Trace): CallObserver {
  return {
    attempt(request) {
      if (!isHttpRequest(request)) return;
      const { method, headers } = request;
      const shown = Object.entries(headers).map(
        ([name, value]) => `${name}: ${secretHeaders[name.toLowerCase()]?.(value) ?? value}`,
      );
      trace('service', `Request: ${method} ${urlOf(request)}`);
      trace('service', `Request headers: ${shown.join(' | ')}`);
      trace('service', `Request body: ${typeof request.body === 'string' ? request.body : ''}`);
    },
    failed(error) {
      trace(
        'service',
        `The attempt failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      );
    },
  };
}
