import type { OwnInvocation } from '../../command-line/invocation.ts';
import { usage } from '../../command-line/usage.ts';
import { UsageError, type Outcome } from '../../model/errors.ts';
import type { Io } from '../../platform/io.ts';
import { resolveSettings } from '../../settings/settings.ts';
import { finishing } from '../many-registries/apply-command.ts';
import { resultPrinter } from '../many-registries/prepare.ts';
import { registryChoice } from '../many-registries/registries-options.ts';
import { createProgress, forEachRegistry, type RegistriesRun } from '../many-registries/registries-run.ts';
import { RegistryServices, type RegistrySecrets } from '../many-registries/registry-service.ts';
import { printAndWrite } from '../many-registries/report.ts';
import { resolveTargets } from '../many-registries/targets.ts';
import { putSecret } from './put-secret.ts';
import { readAccessToken, secretOptions } from './secret-options.ts';
import { secretLines, secretLook, summarizeSecrets, type SecretResult } from './secret-result.ts';

/**
 * `ecr put-upstream-secret`: creates the secret of an upstream registry in each registry, or gives it a new value.
 *
 * @throws Interrupted at a signal; if secrets may have been written, after the result is printed
 */
export async function runPutUpstreamSecret(invocation: OwnInvocation, io: Io): Promise<Outcome> {
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
  const targets = await resolveTargets(choice, globals, io);
  const print = await resultPrinter(resolveSettings(globals, io), 'PutUpstreamSecret', secretLook, io);
  const token = await readAccessToken(accessToken, upstream, io);
  // The keys that Amazon ECR reads. (Amazon ECR user guide, "Storing your upstream registry credentials")
  const secret = { name, value: JSON.stringify({ username, accessToken: token }) };
  const services = new RegistryServices(roleName, io);
  const run: RegistriesRun<RegistrySecrets, SecretResult> = {
    open: (target) => services.openSecrets(target),
    failed: (target, error) => ({ target, error }),
    concurrency,
    progress: createProgress(io),
    interruption,
    trace: io.trace,
  };
  const results = await finishing(io, () =>
    forEachRegistry(targets, run, async (target, { call }) => ({ target, ...(await putSecret(secret, call)) })),
  );
  await printAndWrite(() => print(results), secretLines(results), io);
  if (interruption.reason !== undefined) throw interruption.reason;
  return summarizeSecrets(results).failed > 0 ? 'failures' : 'success';
}
