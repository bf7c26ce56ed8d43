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
