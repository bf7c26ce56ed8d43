import { GeneralError } from '../model/errors.ts';
import { isSystemError, type Io } from '../platform/io.ts';
import { parseJson } from '../python/json.ts';
import { splitWords } from '../python/shlex.ts';
import { systemErrorText } from '../python/os-error.ts';
import { isMap, type Value } from '../model/values.ts';
import { textOf } from '../settings/chosen-profile.ts';
import type { CredentialSource } from './context.ts';
import { fetchLasting, requireExpirationTime, type Lasting } from './expiration.ts';

/**
 * Asks the program that `credential_process` names. It is split into words and run without a shell, as the AWS CLI
 * does; the SDK's own provider would hand it to a shell.
 *
 * @throws GeneralError when the program fails or does not answer as it should
 */
export const processCredentials: CredentialSource = async ({ values }, { io }) => {
  const commandLine = textOf(values, 'credential_process');
  if (commandLine === undefined) return undefined;
  const command = splitWords(commandLine);
  if (command === undefined) throw new GeneralError('The value of credential_process has no closing quotation.');
  if (command.length === 0) throw new GeneralError('The value of credential_process names no program.');
  return fetchLasting(() => answerOf(command, io), io);
};

async function answerOf(command: readonly string[], io: Io): Promise<Lasting> {
  const { exitCode, stdout, stderr } = await io.run(command).catch((error: unknown) => {
    throw isSystemError(error) ? new GeneralError(systemErrorText(error, command[0])) : error;
  });
  if (exitCode !== 0) throw failed(stderr);
  return fromAnswer(stdout);
}

function failed(reason: string): GeneralError {
  return new GeneralError(`Error when retrieving credentials from custom-process: ${reason}`);
}

function fromAnswer(stdout: string): Lasting {
  let answer: Value;
  try {
    answer = parseJson(stdout);
  } catch {
    // What was printed may be a secret, and is not shown.
    throw failed('the program did not print JSON');
  }
  if (!isMap(answer)) throw failed('the program did not print a JSON object');
  const {
    Version: version = '<Version key not provided>',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  } = answer;
  if (version !== 1) {
    throw failed(
      `Unsupported version '${typeof version === 'string' ? version : JSON.stringify(version)}' for credential process provider, supported versions: 1`,
    );
  }
  if (typeof accessKeyId !== 'string') throw failed("Missing required key in response: 'AccessKeyId'");
  if (typeof secretAccessKey !== 'string') throw failed("Missing required key in response: 'SecretAccessKey'");
  const identity = { accessKeyId, secretAccessKey, ...(typeof sessionToken === 'string' ? { sessionToken } : {}) };
  return { identity, expires: typeof expiration === 'string' ? requireExpirationTime(expiration) : undefined };
}
