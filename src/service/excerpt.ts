import { withMaskedMembers } from '../transport/secret-members.ts';

/** In characters. */
const longest = 200;

/** As much of a response as a message shows. */
export function excerpt(text: string): string {
  const shown = withMaskedMembers(text);
  return shown.length > longest ? `${shown.slice(0, longest)}...` : shown;
}
