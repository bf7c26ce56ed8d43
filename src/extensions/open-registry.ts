import { checkCredentialSettings } from '../credentials/credential-settings.ts';
import type { GlobalOptions } from '../model/option-values.ts';
import type { Io } from '../platform/io.ts';
import { clientSettings, type ClientSettings } from '../settings/client-settings.ts';
import { requireRegion, resolveSettings, type Settings } from '../settings/settings.ts';
import type { Call } from './rules/rule-calls.ts';

/** The registry of the run, where it is not a single operation. */
export interface OpenRegistry {
  readonly region: string;
  readonly settings: ClientSettings;
  /** @returns the response's members as they are on the wire */
  readonly call: Call;
}

/**
 * Resolves the settings and finds the credentials, in the order of a single operation.
 *
 * @throws EcrError without a Region or credentials
 */
export async function openRegistry(globals: GlobalOptions, io: Io): Promise<OpenRegistry> {
  const resolved = resolveSettings(globals, io);
  checkCredentialSettings(resolved, io);
  const region = await regionOf(resolved, io);
  const settings = clientSettings(resolved, io);
  const { connect } = await import('../service/caller.ts');
  const caller = await connect(settings, region, io);
  return { region, settings, call: (operation, parameters) => caller.call(operation, parameters) };
}

/** Returns the Region of the settings or of the instance. @throws EcrError without one */
export async function regionOf(settings: Settings, io: Io): Promise<string> {
  const { region, endpointUrl } = settings;
  if (region !== undefined) return requireRegion(region, endpointUrl);
  const { instanceRegion } = await import('../credentials/instance-metadata.ts');
  return requireRegion(await instanceRegion(settings, io), endpointUrl);
}
