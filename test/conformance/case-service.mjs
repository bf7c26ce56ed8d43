// The service side of the cases: an HTTP endpoint, an HTTPS endpoint and a proxy, used by one case after the other.
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { inspectSignature } from './signature.mjs';

/**
 * Picks the response to a request: the first whose `when` matches, else the next without `when`, of which the last
 * repeats.
 */
function nextResponse(state, request, body) {
  const responses = state.testCase.responses ?? [{ status: 500, body: '{}' }];
  const matches = ({ bodyIncludes, target, pathIncludes }) =>
    (bodyIncludes === undefined || body.includes(bodyIncludes)) &&
    (target === undefined || (request.headers['x-amz-target'] ?? '').includes(target)) &&
    (pathIncludes === undefined || request.url.includes(pathIncludes));
  const matched = responses.find(({ when }) => when && matches(when));
  if (matched) return matched;
  const inOrder = responses.filter(({ when }) => !when);
  if (inOrder.length === 0) return { status: 404, body: '' };
  return inOrder[Math.min(state.position++, inOrder.length - 1)];
}

function jsonOrText(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Starts the three servers. `begin` gives them a case; `end` returns what they received during it. */
export async function startCaseService({ key, cert }) {
  let current;

  const respond = (scheme) => (request, response) => {
    const state = current;
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = body.toString('utf8');
      const header = (name) => request.headers[name] ?? null;
      state.requests.push({
        scheme,
        method: request.method,
        path: request.url,
        host: request.headers.host,
        target: header('x-amz-target'),
        contentType: header('content-type'),
        securityToken: header('x-amz-security-token'),
        signature: inspectSignature(request, body),
        body: jsonOrText(text),
      });
      const { status = 200, headers, body: content = {}, delayMs, drop } = nextResponse(state, request, text);
      const send = () => {
        if (drop) return request.socket.destroy();
        response.writeHead(status, {
          'content-type': 'application/x-amz-json-1.1',
          'x-amzn-requestid': '00000000-0000-4000-8000-000000000000',
          ...headers,
        });
        return response.end(typeof content === 'string' ? content : JSON.stringify(content ?? {}));
      };
      if (delayMs) setTimeout(send, delayMs);
      else send();
    });
  };

  const endpoint = http.createServer(respond('http'));
  const secureEndpoint = https.createServer({ key, cert }, respond('https'));
  const proxy = http.createServer((request, response) => {
    current.connects.push(request.url.replace(/^http:\/\/127\.0\.0\.1:\d+/, 'http://{{endpoint-host}}'));
    respond('http')(request, response);
  });
  proxy.on('connect', (request, socket, head) => {
    current.connects.push(request.url);
    if (current.testCase.refuseConnect) return socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    const upstream = net.connect(secureEndpoint.address().port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    return socket.on('error', () => upstream.destroy());
  });

  const servers = [endpoint, secureEndpoint, proxy];
  for (const server of servers) server.on('clientError', (_, socket) => socket.destroy());
  await Promise.all(servers.map((server) => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const [port, securePort, proxyPort] = servers.map((server) => server.address().port);
  return {
    port,
    securePort,
    proxyPort,
    begin(testCase) {
      current = { testCase, position: 0, requests: [], connects: [] };
    },
    end() {
      for (const server of servers) server.closeAllConnections();
      return { requests: current.requests, connects: current.connects };
    },
    close() {
      for (const server of servers) server.close();
    },
  };
}
