import { GeneralError } from '../model/errors.ts';

/** The versions of YAML that the AWS CLI reads. */
export type YamlVersion = '1.1' | '1.2';

/** The directive that names the version, after any comments, empty lines and other directives. */
const directive = /^\ufeff?(?:[ \t]*(?:#.*)?\n|%(?!YAML[ \t]).*\n)*%YAML[ \t]+0*(\d+)\.0*(\d+)[ \t]*(?:#.*)?(?![^\n])/;

/**
 * Returns the version in a document's `%YAML` directive; 1.2 without one.
 *
 * @throws GeneralError for any other version, for which ruamel.yaml fails with an internal error
 */
export function yamlVersion(text: string): YamlVersion {
  const [, major, minor = ''] = directive.exec(text) ?? [];
  // The parser rejects any other major version.
  if (major !== '1') return '1.2';
  const version = `${major}.${minor}`;
  if (version === '1.1' || version === '1.2') return version;
  throw new GeneralError(`The %YAML directive must name version 1.1 or 1.2, not ${version}.`);
}
