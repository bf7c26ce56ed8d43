/** Whether the whole text matches a pattern of the model, as the service checks it. */
export function matchesPattern(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
