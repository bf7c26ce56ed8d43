import type { BuiltinInvocation } from '../command-line/invocation.ts';
import { GeneralError, type Outcome } from '../model/errors.ts';
import { getAuthorizationToken } from '../model/operations.ts';
import { isList, isMap, type ValueMap } from '../model/values.ts';
import type { Io } from '../platform/io.ts';
import { openRegistry } from './open-registry.ts';

/**
 * `ecr get-login-password`: prints the password of an authorization token. The AWS CLI ignores the output format and
 * the query. (awscli/customizations/ecr.py)
 */
export async function printLoginPassword({ globals }: BuiltinInvocation, io: Io): Promise<Outcome> {
  const { call } = await openRegistry(globals, io);
  await io.stdout.write(`${passwordIn(await call(getAuthorizationToken, {}))}\n`);
  return 'success';
}

/** @throws GeneralError for a response without a password. The message never holds the token. */
function passwordIn({ authorizationData: data }: ValueMap): string {
  const [first] = isList(data) ? data : [];
  const token = isMap(first) ? first['authorizationToken'] : undefined;
  if (token === undefined) throw new GeneralError('The response of Amazon ECR has no authorization token.');
  const [, password] = /^[^:]*:(.*)$/s.exec(typeof token === 'string' ? decoded(token) : '') ?? [];
  if (password === undefined)
    throw new GeneralError('The authorization token in the response is not a user name and a password in Base64.');
  return password;
}

/**
 * Line ends and other characters that Base64 does not have are left out, as the AWS CLI does.
 *
 * @returns an empty text for what is not UTF-8 in Base64
 */
function decoded(token: string): string {
  const base64 = token.replace(/[^A-Za-z0-9+/=]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
  } catch {
    return '';
  }
}
