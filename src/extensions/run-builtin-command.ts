import type { BuiltinInvocation } from '../command-line/invocation.ts';
import {
  applyCommand,
  completionCommand,
  exportCommand,
  imageUriCommand,
  loginPasswordCommand,
  planCommand,
  putUpstreamSecretCommand,
} from '../model/builtin-commands.ts';
import type { Outcome } from '../model/errors.ts';
import type { Io } from '../platform/io.ts';

type Run = (invocation: BuiltinInvocation, io: Io) => Promise<Outcome>;

/** The builtin commands of the tool. Each is loaded when it runs. */
const runs = new Map<string, () => Promise<Run>>([
  [planCommand.name, async () => (await import('./many-registries/registry-plan.ts')).runPlan],
  [applyCommand.name, async () => (await import('./many-registries/apply-command.ts')).runApply],
  [exportCommand.name, async () => (await import('./many-registries/export-command.ts')).runExport],
  [
    putUpstreamSecretCommand.name,
    async () => (await import('./upstream-secret/put-upstream-secret.ts')).runPutUpstreamSecret,
  ],
  [imageUriCommand.name, async () => (await import('./image-uri/image-uri.ts')).printImageUris],
  [loginPasswordCommand.name, async () => (await import('./login-password.ts')).printLoginPassword],
  [completionCommand.name, () => Promise.resolve(printCompletion)],
]);

/** Runs a builtin command. */
export async function runBuiltinCommand(invocation: BuiltinInvocation, io: Io): Promise<Outcome> {
  const run = await runs.get(invocation.command.name)?.();
  if (run === undefined) throw new Error(`The command ${invocation.command.name} cannot be run.`);
  return run(invocation, io);
}

async function printCompletion({ words: [shell] }: BuiltinInvocation, io: Io): Promise<Outcome> {
  const { completionScript } = await import('../completion/scripts.ts');
  await io.stdout.write(completionScript(shell));
  return 'success';
}
