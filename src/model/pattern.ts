/** Returns whether a pattern of the model matches the whole text, as the service requires. */
export function matchesPattern(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
