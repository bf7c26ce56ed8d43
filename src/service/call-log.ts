import type { Trace } from '../platform/io.ts';
import { urlOf } from '../transport/request-url.ts';
import type { CallObserver } from './call-observer.ts';

/** What the log shows of headers that carry secrets. */
const maskedHeaders: Readonly<Record<string, (value: string) => string>> = {
  authorization: (value) =>
    value.replace(/Signature=[0-9a-f]+/, 'Signature=***').replace(/^(Basic|Bearer) .*$/, '$1 ***'),
  'x-amz-security-token': () => '***',
};

/** Writes requests and failed attempts to the debug log, without signatures and session tokens. */
export function callLog(trace: Trace): CallObserver {
  return {
    attempt(request) {
      const { method, headers } = request;
      const shown = Object.entries(headers).map(
        ([name, value]) => `${name}: ${maskedHeaders[name.toLowerCase()]?.(value) ?? value}`,
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
