import type { Runtime } from './io.ts';

/** The build defines these from package.json. */
declare const ECR_VERSION: string;
declare const ECR_BUGS_URL: string;

/** The version of the tool; a placeholder in unit tests, which run without a build. */
export const version = typeof ECR_VERSION === 'string' ? ECR_VERSION : '0.0.0';

/** The URL for bug reports. */
export const bugsUrl = typeof ECR_BUGS_URL === 'string' ? ECR_BUGS_URL : 'the issue tracker';

/** The line that `--version` prints. */
export function versionLine(runtime: Runtime): string {
  const { node, operatingSystem, release, architecture } = runtime;
  return `ecr-cli/${version} Node/${node} ${operatingSystem}/${release} ${architecture}`;
}
