// Modules of dependencies that no run uses, each replaced as a whole by a stub.
//
// A stub that no import matches fails the build: the dependency has changed, and the stub must be looked at again. The
// packages in which a module is replaced are pinned exactly in package.json for the same reason.

/**
 * @typedef {object} Stub
 * @property {string} name
 * @property {string} module the specifier that is replaced, as the importing file writes it
 * @property {RegExp} importers the files in which it is replaced
 * @property {string} code what these files get instead
 */

/** @type {readonly Stub[]} */
export const stubs = [
  {
    // The log of the proxy agents prints the URL of the proxy with its password.
    name: 'debug',
    module: 'debug',
    importers: /[\\/](?:https?-proxy-agent|agent-base)[\\/]/,
    code: 'export default () => Object.assign(() => {}, { enabled: false });',
  },
  {
    // All clients get their credentials from src/credentials, so the SDK's default chain never runs.
    name: 'default-credentials',
    module: '@aws-sdk/credential-provider-node',
    importers: /[\\/]@aws-sdk[\\/]/,
    code: `export const defaultProvider = () => () => Promise.reject(new Error('The client has no credentials.'));`,
  },
  {
    // The provider of web identities gets the call of STS from src/credentials.
    name: 'default-sts',
    module: '@aws-sdk/nested-clients/sts',
    importers: /[\\/]credential-provider-web-identity[\\/]/,
    code: 'export const getDefaultRoleAssumerWithWebIdentity = undefined;',
  },
  {
    // commander runs subcommands that are programs of their own with it; no subcommand here is one.
    name: 'child-process',
    module: 'node:child_process',
    importers: /[\\/]commander[\\/]/,
    code: `export const spawn = () => { throw new Error('No subcommand is a separate program.'); };`,
  },
  {
    // The SDK gets all settings as values, so it opens no file of settings itself.
    name: 'settings-files',
    module: 'node:fs/promises',
    importers: /[\\/]shared-ini-file-loader[\\/]/,
    code: `export const readFile = () => Promise.reject(new Error('The SDK opens no files.'));`,
  },
  {
    // The clients of Amazon ECR and Secrets Manager get the protocol of src/service.
    name: 'default-protocol',
    module: '@aws-sdk/core/protocols',
    importers: /[\\/]client-(?:ecr|secrets-manager)[\\/]/,
    code: 'export const AwsJson1_1Protocol = undefined;',
  },
  {
    // No operation that is called here streams events.
    name: 'event-streams',
    module: '@smithy/core/event-streams',
    importers: /[\\/]@smithy[\\/]core[\\/]/,
    code: 'export const EventStreamSerde = undefined; export const eventStreamSerdeProvider = undefined;',
  },
];

/** @type {Set<string>} */
const matched = new Set();

/** The names of the stubs that no import has matched since the process started. */
export function unusedStubs(used = matched) {
  return stubs.map(({ name }) => name).filter((name) => !used.has(name));
}

/** @param {Stub} stub */
function stubPlugin({ name, module, importers, code }) {
  const id = `\0stub:${name}`;
  return {
    name: `stub-${name}`,
    /** @param {string} source @param {string | undefined} importer */
    resolveId(source, importer) {
      if (source !== module || !importers.test(importer ?? '')) return null;
      matched.add(name);
      return id;
    },
    /** @param {string} requested */
    load: (requested) => (requested === id ? code : null),
  };
}

export const stubPlugins = stubs.map(stubPlugin);
