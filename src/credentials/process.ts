import { GeneralError } from '../model/errors.ts';
import { isMap, Numeral, type Value, type ValueMap } from '../model/values.ts';
import { type Io, isSystemError } from '../platform/io.ts';
import { parseJson, writeJson } from '../python/json.ts';
import { systemErrorText } from '../python/os-error.ts';
import { splitCommandLine } from '../python/shlex.ts';
import { checkedTextOf } from '../settings/chosen-profile.ts';
import type { CredentialContext, CredentialFetch, SourceProfile } from './context.ts';
import { type ExpiringCredentials, refreshExpired, requireExpirationTime } from './expiration.ts';
import { RetrievalError } from './issuer-failures.ts';
import { requireHeaderText } from './static-keys.ts';

/**
 * Runs the program that `credential_process` names. The value is split into words and run without a shell, as in the
 * AWS CLI; the SDK's own provider runs a shell.
 *
 * @throws GeneralError when the program fails or its output cannot be used
 */
export async function processCredentials(
  { values }: Pick<SourceProfile, 'values'>,
  { io }: Pick<CredentialContext, 'io'>,
): Promise<CredentialFetch | undefined> {
  const commandLine = checkedTextOf(values, 'credential_process');
  if (commandLine === undefined) return undefined;
  const split = splitCommandLine(commandLine, io.runtime);
  if ('problem' in split) throw new GeneralError(`The value of credential_process cannot be split: ${split.problem}.`);
  if (split.words.length === 0) throw new GeneralError('The value of credential_process names no program.');
  const run = () => runProgram(split.words, io);
  const credentials = await run();
  return () => refreshExpired(credentials, run, io);
}

async function runProgram(command: readonly string[], io: Io): Promise<ExpiringCredentials> {
  const { exitCode, stdout, stderr } = await io.run(command).catch((error: unknown) => {
    throw isSystemError(error) ? new GeneralError(systemErrorText(error, command[0])) : error;
  });
  if (exitCode !== 0) throw failed(stderr);
  return readCredentials(readOutput(stdout));
}

function failed(reason: string): RetrievalError {
  return new RetrievalError('custom-process', reason);
}

/** The output may hold secrets, so no message quotes it. */
function readOutput(stdout: string): ValueMap {
  let output: Value;
  try {
    output = parseJson(stdout);
  } catch {
    throw failed('the program did not print JSON');
  }
  if (!isMap(output)) throw failed('the program did not print a JSON object');
  return output;
}

function readCredentials(output: ValueMap): ExpiringCredentials {
  const { Version: version = '<Version key not provided>' } = output;
  if (!isVersionOne(version)) {
    const text = typeof version === 'string' ? version : writeJson(version, 'inline');
    throw failed(`Unsupported version '${text}' for credential process provider, supported versions: 1`);
  }
  const required = (key: string): string => {
    const text = optionalText(output, key);
    if (text === undefined) throw failed(`Missing required key in response: '${key}'`);
    return text;
  };
  const [accessKeyId, secretAccessKey] = [required('AccessKeyId'), required('SecretAccessKey')];
  const sessionToken = optionalText(output, 'SessionToken');
  const expiration = optionalText(output, 'Expiration');
  const origin = 'in the output of credential_process';
  requireHeaderText(accessKeyId, `AccessKeyId ${origin}`);
  requireHeaderText(secretAccessKey, `SecretAccessKey ${origin}`);
  requireHeaderText(sessionToken ?? '', `SessionToken ${origin}`);
  return {
    identity: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    expires: expiration === undefined ? undefined : requireExpirationTime(expiration),
  };
}

/** `1.0` and `true` are equal to 1 in Python. */
function isVersionOne(version: Value): boolean {
  return (typeof version === 'boolean' || typeof version === 'number' || version instanceof Numeral) && +version === 1;
}

/** A member that is a text; undefined where it is missing or null. @throws GeneralError for any other value */
function optionalText(output: ValueMap, key: string): string | undefined {
  const value = output[key] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw failed(`the value of '${key}' is not a string`);
}
