// What the bundle leaves out, and what it puts off: plugins for the bundler. Each fails or does nothing when the package
// that it is for is built in another way.

const theClient = /[\\/]client-ecr[\\/]/;

/**
 * Puts a few lines in the place of a module that stays behind.
 *
 * @param of how it is imported
 * @param from by which files; by all where nothing is said
 * @param code what those find there
 */
function standIn(name, { of, from = /^/, code }) {
  const id = `\0no-${name}`;
  return {
    name: `without-${name}`,
    resolveId: (source, importer) => (source === of && from.test(importer ?? '') ? id : null),
    load: (asked) => (asked === id ? code : null),
  };
}

/**
 * The client comes with the SDK's whole chain of credential providers, for use where it is given no credentials.
 * It always is here, so that the chain is only a third of the bundle that every call would load.
 */
const withoutDefaultCredentials = standIn('default-credentials', {
  of: '@aws-sdk/credential-provider-node',
  from: /[\\/]client-(?:ecr|sts)[\\/]/,
  code: 'export const defaultProvider = () => () => Promise.reject(new Error("no credentials were given to the client"));',
});

/** Nor does the client need the SDK's way to carry requests, which is loaded where a proxy is. */
const withoutDefaultHandler = standIn('default-handler', {
  of: '@smithy/node-http-handler',
  from: theClient,
  code: `export { streamCollector } from '@smithy/core/serde';
      export const NodeHttpHandler = { create: (given) => given };`,
});

/** Nor the SDK's protocol: it is given our own (`wire-protocol.ts`). */
const withoutDefaultProtocol = standIn('default-protocol', {
  of: '@aws-sdk/core/protocols',
  from: theClient,
  code: 'export const AwsJson1_1Protocol = undefined;',
});

/** Tokens of SSO sessions are renewed by our own code (`sso-token.ts`); the SDK's provider is handed one that is good. */
const withoutTokenProviders = standIn('token-providers', {
  of: '@aws-sdk/token-providers',
  from: /[\\/]credential-provider-sso[\\/]/,
  code: 'export const fromSso = undefined;',
});

/** Events in streams are for other services; no operation here has any, and so none need be looked for in schemas. */
const withoutEventStreams = {
  ...standIn('event-streams', {
    of: '@smithy/core/event-streams',
    code: 'export const EventStreamSerde = undefined; export const eventStreamSerdeProvider = undefined;',
  }),
  transform: (code, id) =>
    /[\\/]smithy-client[\\/]command\.js$/.test(id)
      ? code.replace(/Boolean\(NormalizedSchema\.of\(input\$\).*?\);/, 'false;')
      : null,
};

/** The client writes a log where it is given one, which it is not: --debug tells of requests, with secrets masked. */
const withoutClientLog = standIn('client-log', {
  of: './middleware-logger/loggerMiddleware',
  code: 'export const getLoggerPlugin = () => ({ applyToStack() {} }); export const loggerMiddleware = undefined; export const loggerMiddlewareOptions = undefined;',
});

/** Node writes bytes in hexadecimal; the SDK makes two tables of 256 numbers for it. */
const withNodesHex = {
  name: 'with-nodes-hex',
  load: (id) =>
    /[\\/]util-hex-encoding[\\/]hex-encoding\.js$/.test(id)
      ? `export const fromHex = (encoded) => new Uint8Array(Buffer.from(encoded, 'hex'));
      export const toHex = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');`
      : null,
};

/** What tells the invocations of one Lambda function apart; a run of this tool belongs to one, whose trace the environment has. */
const withoutInvokeStore = standIn('invoke-store', {
  of: '@aws/lambda-invoke-store',
  code: 'export const InvokeStore = { getInstanceAsync: () => Promise.resolve(undefined) };',
});

/** Node has SHA-256; the SDK's own in JavaScript, for where there is none, stays behind, and no hash is made to find out. */
const withoutOwnSha256 = {
  ...standIn('own-sha256', {
    of: './Sha256Js',
    from: /[\\/]sha256[\\/]Sha256Node\.js$/,
    code: 'export const Sha256Js = undefined;',
  }),
  transform: (code, id) =>
    /[\\/]sha256[\\/]Sha256Node\.js$/.test(id)
      ? code.replace(/const hasNativeCrypto = [^]*?\n\}\)\(\);/, 'const hasNativeCrypto = true;')
      : null,
};

/** The proxy agents write a log of their own for `DEBUG`; here --debug tells of requests, with secrets masked. */
const withoutDebugLog = standIn('debug-log', {
  of: 'debug',
  from: /[\\/](?:https?-proxy-agent|agent-base)[\\/]/,
  code: 'export default () => Object.assign(() => undefined, { enabled: false });',
});

/** Queries are parsed by jmespath and evaluated by our own code: the library's, which is half of it, stays behind. */
const withoutInterpreter = {
  name: 'without-interpreter',
  transform(code, id) {
    if (!/[\\/]jmespath[\\/]jmespath\.js$/.test(id)) return null;
    const [start, end] = ['  function TreeInterpreter(', '  function compile('].map((mark) => code.indexOf(mark));
    if (start < 0 || end < start)
      throw new Error('jmespath is not built as it was: look at the plugin without-interpreter.');
    return (
      code.slice(0, start) +
      code
        .slice(end)
        .replace(/ {2}function search\([^]*?\n {2}\}\n/, '')
        .replace(/^ {2}exports\.search.*$/m, '')
    );
  },
};

/** Errors of the service are read by our own protocol (`service-exception.ts`), so that the SDK's classes for them are not. */
const withoutErrorClasses = {
  name: 'without-error-classes',
  transform: (code, id) =>
    /[\\/]client-ecr[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/.test(id)
      ? code.replace(/^n0_registry\.registerError\(.*$/gm, '')
      : null,
};

/**
 * The identifier that the SDK gives to each call comes from Node's own random numbers: the web's `crypto`, which it
 * asks for first, would be loaded for nothing else. Nor is a table of 256 numbers needed to write it.
 */
const withoutWebCrypto = {
  name: 'without-web-crypto',
  transform(code, id) {
    if (!/[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]serde[\\/]/.test(id)) return null;
    if (id.endsWith('index.js'))
      return code.replace('import { getRandomValues } from', 'import { randomFillSync as getRandomValues } from');
    if (!/[\\/]uuid[\\/]v4\.js$/.test(id)) return null;
    return `export const bindV4 = (getRandomValues) => () => {
      const bytes = getRandomValues(Buffer.alloc(16));
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    };`;
  },
};

/** commander loads node:child_process at once, for subcommands that are programs of their own; here there are none. */
const deferringChildProcess = {
  name: 'deferring-child-process',
  transform(code, id) {
    if (!/[\\/]commander[\\/]/.test(id)) return null;
    return code.replace(
      "require('node:child_process')",
      "{ get spawn() { return require('node:child_process').spawn; } }",
    );
  },
};

/**
 * Modules of Node that are imported at the top of something that every call loads, and used by few runs: each is loaded
 * at its first use. node:https takes as long as a third of a call over plain HTTP.
 */
const deferred = {
  'node:https': {
    importer: /[\\/]node-http-handler[\\/]dist-es[\\/]node-https\.js$/,
    // The handler asks first whether it was given an agent of this class, and then whether it was given any.
    code: `const https = () => require('node:https');
      function Agent(options) { return new (https().Agent)(options); }
      Object.defineProperty(Agent, Symbol.hasInstance, { value: () => false });
      export default { Agent, get request() { return https().request; } };`,
  },
  'node:os': {
    importer: /[\\/](?:src[\\/](?:process-io|system-errors)\.ts|getHomeDir\.js|defaultUserAgent\.js)$/,
    code: `${deferredFunctions('node:os', 'homedir', 'platform', 'release', 'type')}
      export const constants = { get errno() { return require('node:os').constants.errno; } };`,
  },
};

function deferredFunctions(module, ...names) {
  return names
    .map((name) => `export const ${name} = (...values) => require('${module}').${name}(...values);`)
    .join('\n');
}

const deferringBuiltins = {
  name: 'deferring-builtins',
  resolveId: (source, importer) =>
    Object.hasOwn(deferred, source) && deferred[source].importer.test(importer ?? '') ? `\0deferred:${source}` : null,
  load: (id) => (id.startsWith('\0deferred:') ? deferred[id.slice('\0deferred:'.length)].code : null),
};

export const plugins = [
  withoutDefaultCredentials,
  withoutDefaultHandler,
  withoutDefaultProtocol,
  withoutTokenProviders,
  withNodesHex,
  withoutClientLog,
  withoutEventStreams,
  withoutInvokeStore,
  withoutOwnSha256,
  withoutDebugLog,
  withoutInterpreter,
  withoutErrorClasses,
  withoutWebCrypto,
  deferringChildProcess,
  deferringBuiltins,
];
