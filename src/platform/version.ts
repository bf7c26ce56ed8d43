import type { Runtime } from './io.ts';

/** Put in by the build, from package.json. */
declare const ECR_VERSION: string;

/** The tool's own version; unit tests run without a build. */
export const version = typeof ECR_VERSION === 'string' ? ECR_VERSION : '0.0.0';

/** The line that `--version` prints. */
export function versionLine(runtime: Runtime): string {
  const { node, operatingSystem, release, architecture } = runtime;
  return `ecr-cli/${version} Node/${node} ${operatingSystem}/${release} ${architecture}`;
}
