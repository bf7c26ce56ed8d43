import { GeneralError } from '../model/errors.ts';

/** The versions of YAML that the AWS CLI reads. */
export type YamlVersion = '1.1' | '1.2';

/** Comments, empty lines and other directives before the directive that names the version. */
const directive = /^\ufeff?(?:[ \t]*(?:#.*)?\n|%(?!YAML[ \t]).*\n)*%YAML[ \t]+0*(\d+)\.0*(\d+)[ \t]*(?:#.*)?$/m;

/**
 * The version that a document's `%YAML` directive names; 1.2 without one.
 *
 * @throws GeneralError for another version, where ruamel.yaml ends with an internal error
 */
export function yamlVersion(text: string): YamlVersion {
  const [, major, minor = ''] = directive.exec(text) ?? [];
  // The parser refuses another major version.
  if (major !== '1') return '1.2';
  const version = `${major}.${minor}`;
  if (version === '1.1' || version === '1.2') return version;
  throw new GeneralError(`The %YAML directive must name version 1.1 or 1.2, not ${version}.`);
}
