/** Whether a text is of a pattern of the model: the service holds the whole text against it. */
export function isOfPattern(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
