/**
 * Returns a URL without its user and password, as messages show it. All up to the last `@` is masked, because a password
 * may have an `@`, a slash or a blank that should be escaped. The scheme may be missing. (botocore: `mask_proxy_url`)
 */
export function maskedUrl(url: string): string {
  const end = url.lastIndexOf('@');
  if (end < 0) return url;
  const start = hasUser(url) ? url.indexOf('//') + 2 : 0;
  const mask = url.slice(start, end).includes(':') ? '***:***' : '***';
  return url.slice(0, start) + mask + url.slice(end);
}

/** Returns a text in which the URLs have no user and password. A URL ends at a blank or a double quote. */
export function maskedText(text: string): string {
  return text.replace(/[^\s"]+/g, (word) => (hasUser(word) ? maskedUrl(word) : word));
}

/** Returns the words of a command line in which the URLs have no user and password. Each word is one value. */
export function maskedWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const [, option = '', value = word] = /^(--en[a-z-]*=)(.*)$/s.exec(word) ?? [];
    const isUrl = option !== '' || hasUser(word) || isEndpointOption(words[index - 1] ?? '');
    return isUrl ? option + maskedUrl(value) : word;
  });
}

/** Returns whether a text has an `@` behind a `//`. */
function hasUser(text: string): boolean {
  const start = text.indexOf('//');
  return start >= 0 && text.lastIndexOf('@') > start;
}

/** Returns whether a word is --endpoint-url or an abbreviation of it. */
function isEndpointOption(word: string): boolean {
  return word.startsWith('--en') && '--endpoint-url'.startsWith(word);
}

/** What is shown in place of a secret. */
export const masked = '***';

/** Ends of the names of members that hold secrets, in all services that are called. A next token is not a secret. */
export const secretEnd = '(?<!^next)token|tokencode|secret(?:string|binary)?|key|password|assertion|verifier';
export const secretName = new RegExp(`(?:${secretEnd})$`, 'i');

/** Masks the secrets in a text that is JSON only in part, such as a response that was cut. */
export function withMaskedMembers(text: string): string {
  return text.replace(/"([^"\\]*)"(\s*:\s*)"(?:[^"\\]|\\.)*"?/gs, (all, name: string, colon: string) =>
    secretName.test(name) ? `"${name}"${colon}"${masked}"` : all,
  );
}
