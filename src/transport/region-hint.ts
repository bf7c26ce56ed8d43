import { regions } from '../model/regions.ts';
import { closeMatches } from '../python/difflib.ts';

/** The minimum similarity of a suggestion, as for commands and options. */
const suggestionCutoff = 0.8;

/**
 * An extension: returns the known Region whose name is most similar to that of a Region whose endpoint is an unknown
 * host. A known Region may be unknown to the resolver for another reason.
 */
export function regionHint(error: unknown, region: string | undefined): string | undefined {
  if (region === undefined || regions.some((known) => known === region)) return undefined;
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOTFOUND') return undefined;
  const [known] = closeMatches(region.toLowerCase(), regions, suggestionCutoff);
  return known === undefined ? undefined : `Maybe you meant the Region ${known}.`;
}

/** The same for the Region in the host of a URL. */
export function regionHintForHost(error: unknown, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const labels = new URL(url).hostname.split('.');
  return labels.map((label) => regionHint(error, label)).find((hint) => hint !== undefined);
}
