import type { HttpHandler, HttpRequest } from '@smithy/core/protocols';
import type { NodeHttpHandler, NodeHttpHandlerOptions } from '@smithy/node-http-handler';
import type { HttpHandlerOptions } from '@smithy/types';

import { isList, isMap, type Value } from '../model/values.ts';
import type { Trace } from '../platform/io.ts';
import { masked, secretEnd, secretName, withMaskedMembers } from '../platform/masks.ts';
import { parseJson, writeJson } from '../python/json.ts';
import { urlOf } from './requests.ts';
import { readBody } from './wire-response.ts';

/**
 * The part of the tool that sends requests. Bodies for credentials are shown only where their members can be
 * distinguished, because anything else may be a token.
 */
export type RequestPart = 'service' | 'credentials';

/** Carries requests, and writes them and their responses to the debug log, without secrets. */
export class LoggedHandler implements HttpHandler<NodeHttpHandlerOptions> {
  readonly metadata: NodeHttpHandler['metadata'];
  readonly #handler: NodeHttpHandler;
  readonly #part: RequestPart;
  readonly #trace: Trace;

  constructor(handler: NodeHttpHandler, part: RequestPart, trace: Trace) {
    this.metadata = handler.metadata;
    this.#handler = handler;
    this.#part = part;
    this.#trace = trace;
  }

  async handle(request: HttpRequest, options?: HttpHandlerOptions): ReturnType<HttpHandler['handle']> {
    const log = (message: string) => {
      this.#trace(this.#part, message);
    };
    log(`Request: ${request.method} ${urlOf(request)}`);
    log(`Request headers: ${shownHeaders(request.headers)}`);
    log(`Request body: ${shownBody(textOf(request.body), this.#part)}`);
    try {
      const { response } = await this.#handler.handle(request, options);
      const bytes = await readBody(response.body);
      response.body = bytes;
      const headers = shownHeaders(response.headers);
      log(`Response: ${String(response.statusCode)}, headers ${headers}, body ${shownBody(textOf(bytes), this.#part)}`);
      return { response };
    } catch (error) {
      log(`The attempt failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
      throw error;
    }
  }

  destroy(): void {
    this.#handler.destroy();
  }

  updateHttpClientConfig(): void {
    // The handler has all its settings.
  }

  httpHandlerConfigs(): NodeHttpHandlerOptions {
    return this.#handler.httpHandlerConfigs();
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : '';
}

/** Headers that carry a token, a key or a proof as a whole. */
const secretHeader = /token|^dpop$|cookie|^proxy-authorization$/i;

function shownHeaders(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${shownHeader(name, value)}`)
    .join(' | ');
}

function shownHeader(name: string, value: string): string {
  if (secretHeader.test(name)) return masked;
  if (name.toLowerCase() !== 'authorization') return value;
  // Of a signature, all but the signature itself helps to find out why it is refused.
  return value.startsWith('AWS4-') ? value.replace(/(Signature=)[^,\s]*/gi, `$1${masked}`) : masked;
}

/** An element with such a name, also where the text breaks off within it. */
const secretElement = new RegExp(`<([\\w.:-]*(?:${secretEnd}))(\\s[^<>]*)?>[\\s\\S]*?(?:</\\1\\s*>|$)`, 'gi');

/** The body of a request or a response, in JSON, XML or a form, with its secrets masked. */
export function shownBody(text: string, part: RequestPart): string {
  const json = parsedJson(text);
  if (json !== undefined) return writeJson(withoutSecrets(json), 'compact');
  if (/^\s*</.test(text)) return text.replace(secretElement, `<$1>${masked}</$1>`);
  if (/^[\w.]+=[^&]*(?:&[\w.]+=[^&]*)*$/.test(text))
    return text.replace(/([^&=]+)=[^&]*/g, (all, name: string) => (secretName.test(name) ? `${name}=${masked}` : all));
  return part === 'service' || text === ''
    ? withMaskedMembers(text)
    : `${String(text.length)} characters, which are not shown`;
}

/** @returns undefined for a text that is not a map or a list in JSON */
function parsedJson(text: string): Value | undefined {
  try {
    const value = parseJson(text);
    return isMap(value) || isList(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function withoutSecrets(value: Value): Value {
  if (isList(value)) return value.map(withoutSecrets);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretName.test(name) && member !== null && !isMap(member) ? masked : withoutSecrets(member),
    ]),
  );
}
