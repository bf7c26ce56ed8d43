import { isUtf8 } from 'node:buffer';

import { usage } from '../../command-line/argparse.ts';
import type { BuiltinInvocation } from '../../command-line/invocation.ts';
import { readParameterFile, readStandardInput } from '../../input/parameter-file.ts';
import { putUpstreamSecretCommand } from '../../model/builtin-commands.ts';
import { type Outcome, ParameterError, UsageError } from '../../model/errors.ts';
import { isSecretName, maxSecretName, withSecretPrefix } from '../../model/secrets-manager.ts';
import { namesWithSecret } from '../../model/upstream-registries.ts';
import type { Io } from '../../platform/io.ts';
import { masked } from '../../platform/masks.ts';
import { characterName } from '../../python/strings.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { registryNamed } from '../../validation/upstream-url.ts';
import { finishing } from '../many-registries/apply-command.ts';
import { resolveRegistries } from '../many-registries/named-registries.ts';
import { resultPrinter } from '../many-registries/prepare.ts';
import { registryChoice } from '../many-registries/registries-options.ts';
import { createProgress, forEachRegistry, type RegistriesRun } from '../many-registries/registries-run.ts';
import { type RegistrySecrets, RegistryServices } from '../many-registries/registry-service.ts';
import { printAndWrite } from '../many-registries/report.ts';
import { putSecret } from './put-secret.ts';
import { secretLines, secretLook, type SecretResult, summarizeSecrets } from './secret-result.ts';

/**
 * `ecr put-upstream-secret`: creates the secret of an upstream registry in each registry, or gives it a new value.
 *
 * @throws Interrupted at a signal; if secrets may have been written, after the result is printed
 */
export async function runPutUpstreamSecret(invocation: BuiltinInvocation, io: Io): Promise<Outcome> {
  const { globals } = invocation;
  const { interruption } = io;
  // A URL of Amazon ECR must not get the token.
  if (globals.endpointUrl !== undefined)
    throw new UsageError(
      '--endpoint-url cannot be used with put-upstream-secret. For the endpoint of Secrets Manager, set AWS_ENDPOINT_URL_SECRETS_MANAGER',
      usage,
    );
  const { upstream, username, accessToken, name } = secretOptions(invocation);
  const { roleName, concurrency, ...choice } = registryChoice(invocation);
  const registries = await resolveRegistries(choice, globals, io);
  const print = await resultPrinter(resolveSettings(globals, io), 'PutUpstreamSecret', secretLook, io);
  const token = await readAccessToken(accessToken, upstream, io);
  // The keys that Amazon ECR reads. (Amazon ECR user guide, "Storing your upstream registry credentials")
  const secret = { name, value: JSON.stringify({ username, accessToken: token }) };
  const hidden = (text: string) => withoutToken(text, token);
  const quietIo = withHiddenTrace(io, hidden);
  const services = new RegistryServices(roleName, quietIo);
  const run: RegistriesRun<RegistrySecrets, SecretResult> = {
    open: (registry) => services.openSecrets(registry),
    failed: (registry, error) => ({ registry, error: { ...error, message: hidden(error.message) } }),
    concurrency,
    progress: createProgress(io),
    interruption,
    trace: quietIo.trace,
  };
  const results = await finishing(io, () =>
    forEachRegistry(registries, run, async (registry, { call }) => ({ registry, ...(await putSecret(secret, call)) })),
  );
  await printAndWrite(() => print(results), secretLines(results), io);
  if (interruption.reason !== undefined) throw interruption.reason;
  return summarizeSecrets(results).failed > 0 ? 'failures' : 'success';
}

/** The options of `put-upstream-secret` that describe the secret. */
export interface SecretOptions {
  /** The upstream registry, one that needs a secret. */
  readonly upstream: string;
  readonly username: string;
  /** Where the access token is: - or file://; undefined if it is to be asked for. */
  readonly accessToken: string | undefined;
  /** The name of the secret, with its prefix. */
  readonly name: string;
}

/** @throws UsageError for a wrong option, ParameterError for an access token on the command line */
export function secretOptions({ options }: BuiltinInvocation): SecretOptions {
  const text = (name: string) => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  const {
    upstreamRegistry: upstream = '',
    username = '',
    accessToken,
    secretName,
  } = {
    upstreamRegistry: text('upstreamRegistry'),
    username: text('username'),
    accessToken: text('accessToken'),
    secretName: text('secretName'),
  };
  if (accessToken !== undefined && accessToken !== '-' && !/^fileb?:\/\//.test(accessToken))
    throw literalToken(accessToken);
  const name = withSecretPrefix(secretName ?? upstream);
  const problem =
    upstreamProblem(upstream) ??
    (username === '' ? 'argument --username: it is empty' : undefined) ??
    (isSecretName(name) ? undefined : secretNameProblem);
  if (problem !== undefined) throw new UsageError(problem, usage);
  return { upstream, username, accessToken, name };
}

const secretNameProblem = `argument --secret-name: use at most ${String(maxSecretName)} letters, digits and the characters /_+=.@-`;

/** The name is not repeated, because it may be a token in the wrong place. */
function upstreamProblem(name: string): string | undefined {
  if (namesWithSecret.includes(name)) return undefined;
  const registry = registryNamed(name);
  const choices = `These upstream registries need one: ${namesWithSecret.join(', ')}`;
  if (registry === undefined)
    return `argument --upstream-registry: no upstream registry that needs a secret has this name. ${choices}`;
  if (registry.needsSecret)
    return `argument --upstream-registry: the name is unknown\nMaybe you meant:\n\n  * ${registry.name}`;
  return `argument --upstream-registry: ${registry.name} needs no secret. ${choices}`;
}

/** The message does not hold the token. */
function literalToken(token: string): ParameterError {
  if (token === '') return new ParameterError('--access-token is empty. If it comes from a variable, that is not set.');
  return new ParameterError(
    'The access token must not be on the command line, where other programs can read it. Pipe it, ' +
      `or let the command ask for it:\n  printf %s "$TOKEN" | ecr ${putUpstreamSecretCommand.name} … --access-token -\n` +
      'A file works too: --access-token file://PATH',
  );
}

/**
 * Reads the access token from standard input or a file, or asks for it on the terminal.
 *
 * @param source - or file://; undefined to ask
 * @throws ParameterError for an empty token or one with invisible characters, or without a terminal to ask on
 */
export async function readAccessToken(source: string | undefined, upstream: string, io: Io): Promise<string> {
  const content =
    source === undefined
      ? await io.askSecret(`Access token for ${upstream}: `, noTerminal)
      : source === '-'
        ? await readStandardInput('--access-token', io)
        : readParameterFile('--access-token', source, io, 'text only');
  const token = tokenText(content).replace(/\r?\n$/, '');
  if (token === '') throw new ParameterError('The access token is empty. Nothing was sent.');
  // Such as a byte order mark of an editor, a line end within the token, or an arrow key at the question.
  const [invisible] = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(token) ?? [];
  if (invisible === undefined) return token;
  throw new ParameterError(
    `The access token has the character ${characterName(invisible)}, which no token has. Nothing was sent.`,
  );
}

/** @throws ParameterError for bytes that are not UTF-8, which would be replaced in the secret */
function tokenText(content: string | Buffer): string {
  if (typeof content === 'string') return content;
  if (isUtf8(content)) return content.toString();
  throw new ParameterError('The access token is not text in UTF-8. Nothing was sent.');
}

/** Responses, of a proxy among them, can repeat what was sent. */
function withHiddenTrace(io: Io, hidden: (text: string) => string): Io {
  const { trace } = io;
  if (trace === undefined) return io;
  return {
    ...io,
    trace: (part, message) => {
      trace(part, hidden(message));
    },
  };
}

/** Masks a token in a text, as it is and as JSON has it. */
function withoutToken(text: string, token: string): string {
  return text.replaceAll(token, masked).replaceAll(JSON.stringify(token).slice(1, -1), masked);
}

const noTerminal =
  'There is no terminal to ask for the access token on. Pipe it with --access-token -, or use --access-token file://PATH.';
