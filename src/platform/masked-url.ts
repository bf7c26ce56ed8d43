/**
 * Returns a URL without its user and password, as messages show it. All up to the last `@` is masked, because a password
 * may have an `@`, a slash or a blank that should be escaped. The scheme may be missing. (botocore: `mask_proxy_url`)
 */
export function maskedUrl(url: string): string {
  return url.replace(
    /^(.*?\/\/)?(.*)@/s,
    (_, start = '', user: string) => `${String(start)}${user.includes(':') ? '***:***' : '***'}@`,
  );
}

/** Returns a text in which the URLs have no user and password. A URL ends at a blank or a double quote. */
export function maskedText(text: string): string {
  return text.replace(/\/\/[^\s"]*@/g, maskedUrl);
}

/** Returns the words of a command line in which the URLs have no user and password. Each word is one value. */
export function maskedWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const [, option = '', value = word] = /^(--en[a-z-]*=)(.*)$/s.exec(word) ?? [];
    const isUrl = option !== '' || /\/\/.*@/s.test(word) || isEndpointOption(words[index - 1] ?? '');
    return isUrl ? option + maskedUrl(value) : word;
  });
}

/** Returns whether a word is --endpoint-url or an abbreviation of it. */
function isEndpointOption(word: string): boolean {
  return word.startsWith('--en') && '--endpoint-url'.startsWith(word);
}
