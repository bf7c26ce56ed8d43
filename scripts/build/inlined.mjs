// The packages whose code is part of the bundle. The build fails when the list and the bundle differ, so that a
// dependency's new dependency is noticed before it is shipped.

export const inlinedPackages = [
  '@aws-sdk/client-ecr',
  '@aws-sdk/client-secrets-manager',
  '@aws-sdk/client-sts',
  '@aws-sdk/core',
  '@aws-sdk/credential-provider-web-identity',
  '@aws-sdk/credential-providers',
  '@aws-sdk/signature-v4-multi-region',
  '@aws-sdk/xml-builder',
  '@aws/lambda-invoke-store',
  '@smithy/core',
  '@smithy/node-http-handler',
  '@smithy/signature-v4',
  '@smithy/types',
  'agent-base',
  'ansi-regex',
  'chalk',
  'cli-table3',
  'commander',
  'emoji-regex',
  'http-proxy-agent',
  'is-fullwidth-code-point',
  'jmespath',
  'js-yaml',
  'p-map',
  'proper-lockfile',
  'graceful-fs',
  'retry',
  'signal-exit',
  'proxy-agent-negotiate',
  'string-width',
  'strip-ansi',
];

/** The folder of the package that a module belongs to. A package inside another package is the inner one. */
const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The folders of the packages that have code in the bundle, by package name.
 *
 * @param {readonly { modules?: Record<string, { renderedLength: number }> }[]} output the chunks, as rolldown returns
 *   them
 * @returns {Map<string, string>}
 */
export function packagesIn(output) {
  /** @type {Map<string, string>} */
  const folders = new Map();
  for (const { modules = {} } of output) {
    for (const [id, { renderedLength }] of Object.entries(modules)) {
      const [folder] = packageFolder.exec(id) ?? [];
      if (folder === undefined || renderedLength === 0) continue;
      folders.set(folder.replaceAll('\\', '/').replace(/^.*\/node_modules\//, ''), folder);
    }
  }
  return folders;
}

/**
 * @param {readonly string[]} packages the names of the packages in the bundle
 * @throws Error when some are in the bundle but not in the list, or in the list but not in the bundle
 */
export function checkInlined(packages) {
  const unlisted = packages.filter((name) => !inlinedPackages.includes(name));
  const missing = inlinedPackages.filter((name) => !packages.includes(name));
  if (unlisted.length + missing.length === 0) return;
  throw new Error(
    `scripts/build/inlined.mjs and the bundle differ. Only in the bundle: ${unlisted.join(', ') || 'nothing'}. Only in the list: ${missing.join(', ') || 'nothing'}.`,
  );
}
