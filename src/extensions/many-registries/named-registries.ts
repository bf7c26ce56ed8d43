import { partition } from '@aws-sdk/core/client';

import { ParameterError, withOwnLines } from '../../model/errors.ts';
import type { GlobalOptions } from '../../model/option-values.ts';
import type { Io } from '../../platform/io.ts';
import { resolveProfile, textOf } from '../../settings/chosen-profile.ts';
import { clientSettings, type ClientSettings } from '../../settings/client-settings.ts';
import { requireRegion, resolveSettings } from '../../settings/settings.ts';
import { regionOf } from '../open-registry.ts';
import type { RegistryChoice } from './registries-options.ts';

/** A registry to work on: a profile or an account, and a Region. */
export interface Registry {
  /** Null for the run's own profile. */
  readonly profile: string | null;
  /** The account to assume the role in; undefined where a profile names the registry. */
  readonly account: string | undefined;
  readonly region: string;
  readonly partition: string;
  readonly settings: ClientSettings;
}

/**
 * The registries of the command line, in its order, each once. The Region of the instance counts where no other is
 * known.
 *
 * @throws EcrError for a profile that does not exist, a missing or bad Region, or settings that cannot be used
 * @throws ParameterError for Regions of two partitions
 */
export async function resolveRegistries(
  { regions, profiles, accounts }: Pick<RegistryChoice, 'regions' | 'profiles' | 'accounts'>,
  globals: GlobalOptions,
  io: Io,
): Promise<Registry[]> {
  const owners = accounts?.map((account) => ({ profile: null, account })) ??
    profiles?.map((profile) => ({ profile, account: undefined })) ?? [{ profile: null, account: undefined }];
  let ofInstance: Promise<string> | undefined;
  const registries: Registry[] = [];
  for (const owner of owners) {
    for (const named of regions ?? [undefined]) {
      const settings = settingsFor(owner, named, globals, io);
      const region =
        settings.region === undefined
          ? await (ofInstance ??= regionOf(settings, io))
          : requireRegion(settings.region, settings.endpointUrl);
      registries.push({ ...owner, region, partition: partition(region).name, settings });
    }
  }
  requireOnePartition(registries);
  return registries;
}

/** @param region the Region of --regions; undefined for the profile's own */
function settingsFor(
  { profile }: Pick<Registry, 'profile'>,
  region: string | undefined,
  globals: GlobalOptions,
  io: Io,
): ClientSettings {
  const named = profile ?? globals.profile;
  const own = region ?? globals.region ?? (profile === null ? undefined : regionOfProfile(profile, io));
  return clientSettings(
    resolveSettings(
      {
        ...globals,
        ...(named === undefined ? {} : { profile: named }),
        ...(own === undefined ? {} : { region: own }),
      },
      io,
    ),
    io,
  );
}

/** A named profile's own Region comes before the environment's, which would be the same for all of them. */
function regionOfProfile(profile: string, io: Io): string | undefined {
  return textOf(resolveProfile(profile, io).values, 'region');
}

function requireOnePartition(registries: readonly Registry[]): void {
  const [first, ...others] = registries;
  const stranger = others.find(({ partition: name }) => name !== first?.partition);
  if (first === undefined || stranger === undefined) return;
  throw withOwnLines(
    new ParameterError(
      `The Regions ${first.region} and ${stranger.region} are in different partitions (${first.partition}, ${stranger.partition}). Run once for each partition.`,
    ),
  );
}

/** How messages name a registry. */
export function registryName({ profile, account, region }: Pick<Registry, 'profile' | 'account' | 'region'>): string {
  return [account ?? profile, region].filter((part) => part !== null).join('/');
}
