import { ConfigurationError } from '../model/errors.ts';

/**
 * Checks a key, a secret or a token for characters that no header can hold, such as a line end, or a zero-width space
 * or a typographic quote from a web page. An extension: the AWS CLI sends them or fails with another message.
 *
 * @param name the name of the value and where it comes from; the value itself is in no message
 * @throws ConfigurationError
 */
export function requireHeaderText(value: string, name: string): void {
  const [character] = /[\0-\u001f\u007f-\u009f]|[^\0-\u00ff]/u.exec(value) ?? [];
  if (character === undefined) return;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new ConfigurationError(
    'Configuration',
    `The value of ${name} has the character U+${code}, which cannot be sent.`,
  );
}
