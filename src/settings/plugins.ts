import type { Io } from '../platform/io.ts';
import { profilePaths } from './profile-paths.ts';
import { readProfileFiles } from './profiles.ts';

/** Without this key the AWS CLI loads no plugins either. (awscli/plugin.py) */
const switchKey = 'cli_legacy_plugin_path';

/**
 * Warns of plugins in the section `[plugins]`: Python modules, which the AWS CLI loads at its start. A run goes on
 * without them.
 *
 * @throws GeneralError when a settings file is malformed
 */
export async function warnOfPlugins(io: Io): Promise<void> {
  const { plugins } = readProfileFiles(io);
  if (plugins?.has(switchKey) !== true) return;
  const modules = [...plugins].flatMap(([key, value]) =>
    key === switchKey ? [] : [typeof value === 'string' && value !== '' ? value : key],
  );
  if (modules.length === 0) return;
  const [what, reason] =
    modules.length === 1 ? ['plugin', 'it is a Python module'] : ['plugins', 'they are Python modules'];
  const path = profilePaths(io).config ?? '';
  await io.stderr.write(
    `warning: ecr cannot load the ${what} ${modules.join(', ')} of [plugins] in ${path}: ${reason} for the AWS CLI.\n`,
  );
}
