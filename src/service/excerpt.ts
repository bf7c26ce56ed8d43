/** In characters. */
const longest = 200;

/** As much of a response as a message shows. */
export function excerpt(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
