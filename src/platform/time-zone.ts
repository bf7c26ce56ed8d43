import { realpathSync } from 'node:fs';

/** The system's own zone: a link into the tree of zones or, in some containers, a copy of one of its files. */
const systemZone = '/etc/localtime';

/**
 * Rewrites TZ where Node would read it differently than the C library: `:name`, and the path of a zone's file, for
 * which Node takes the offset of winter all year. (tzset(3))
 */
export function normalizeTimeZone(environment: NodeJS.ProcessEnv): void {
  const { TZ: zone = '' } = environment;
  if (!/^:|^\//.test(zone)) return;
  const place = zone.replace(/^:/, '');
  const name = place.startsWith('/') ? zoneOfFile(place) : place;
  if (name !== undefined) environment['TZ'] = name;
  // Without TZ, Node looks for the file's content in the tree of zones.
  else if (place === systemZone) delete environment['TZ'];
}

/** The name of the zone whose file a path is or links to; undefined for a file outside of the trees of zones. */
function zoneOfFile(path: string): string | undefined {
  try {
    // macOS has its trees in /var/db/timezone/zoneinfo and /usr/share/zoneinfo.default.
    return /\/zoneinfo(?:\.[^/]+)?\/(?:posix\/|right\/)?(.+)$/.exec(realpathSync(path))?.[1];
  } catch {
    // There is no such file.
    return undefined;
  }
}
